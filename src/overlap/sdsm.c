/* Fitting the bipartite configuration model.
 *
 * 1. Cells that every matrix with these margins has alike are set. By Gale and Ryser the first k
 *    rows hold at most what k by l full cells and the columns behind l have; where that is met
 *    exactly the first k rows have all of the first l columns, and the rows behind none of the
 *    columns behind. By Hoffman's circulation theorem no other cell is forced, so on the rest a
 *    finite solution exists. Ties change nothing: cuts between classes are enough.
 * 2. Fixed point sweeps, then Newton on the logarithms of the multipliers: the likelihood
 *
 *        sum m r theta + sum n c phi - sum over free cells m n ln(1 + exp(theta + phi))
 *
 *    is concave. Columns are eliminated (their block is diagonal), and one row of each connected
 *    part is held, since theta + t, phi - t is the same model. */
#include "overlap/sdsm.h"

#include <float.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "core/bridge_gsl.h"
#include "core/memory.h"
#include "corral/overlap.h"

enum { SWEEPS = 25, STEPS = 100, HALVINGS = 40 };

/* Of row a the columns below one[a] are full, those from zero[a] on empty, the others free. Both
 * fall with a. */
typedef struct fit {
    const overlap_classes *r, *c;
    uint32_t *one, *zero;
    double *row_left, *column_left; /* of the degrees, without what is forced */
    bool *held;                     /* rows whose theta stays */
    double *theta, *phi;
    double *row_error, *column_error; /* left less what is fitted */
    double *d1, *d2, *w, *schur, *step1, *step2, *try_theta, *try_phi;
} fit;

static void fit_release(fit *f)
{
    void *arrays[] = {f->one,   f->zero,  f->row_left,  f->column_left,  f->held,   f->theta,
                      f->phi,   f->d1,    f->row_error, f->column_error, f->d2,     f->w,
                      f->schur, f->step1, f->step2,     f->try_theta,    f->try_phi};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) free(arrays[i]);
}

static corral_status fit_init(fit *f, const overlap_margins *m, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t rows = m->rows.count, columns = m->columns.count;
    *f = (fit){.r = &m->rows, .c = &m->columns};
    TRY(corral_array_new(&f->one, rows, sizeof(uint32_t), err));
    TRY(corral_array_new(&f->zero, rows, sizeof(uint32_t), err));
    TRY(corral_array_new(&f->held, rows, sizeof(bool), err));
    double **of_rows[] = {&f->row_left, &f->theta, &f->row_error, &f->d1, &f->step1, &f->try_theta};
    double **of_columns[] = {&f->column_left, &f->phi,   &f->column_error,
                             &f->d2,          &f->step2, &f->try_phi};
    for (size_t i = 0; i < sizeof of_rows / sizeof *of_rows; i++) {
        TRY(corral_array_new(of_rows[i], rows, sizeof(double), err));
        TRY(corral_array_new(of_columns[i], columns, sizeof(double), err));
    }
    TRY(corral_array_new(&f->w, columns, sizeof(double) * rows, err));
    TRY(corral_array_new(&f->schur, rows, sizeof(double) * rows, err));
done:
    return status;
}

/* ---- what is forced ---- */

static void force(fit *f)
{
    uint32_t rows = f->r->count, columns = f->c->count;
    int64_t total = 0, in_rows = 0, held_by_rows = 0;
    uint32_t least = columns;
    for (uint32_t b = 0; b < columns; b++) total += (int64_t)f->c->size[b] * f->c->degree[b];
    for (uint32_t k = 0; k <= rows; k++) {
        int64_t in_columns = 0, behind = total;
        uint32_t most = 0;
        for (uint32_t l = 0; l <= columns; l++) {
            if (in_rows * in_columns + behind == held_by_rows) {
                most = l;
                if (l < least) least = l;
            }
            if (l == columns) break;
            in_columns += f->c->size[l];
            behind -= (int64_t)f->c->size[l] * f->c->degree[l];
        }
        /* Rows before k are full up to the largest such l; falling, so the last k decides. */
        for (uint32_t a = 0; a < k; a++)
            if (f->one[a] < most) f->one[a] = most;
        if (k == rows) break;
        f->zero[k] = least;
        in_rows += f->r->size[k];
        held_by_rows += (int64_t)f->r->size[k] * f->r->degree[k];
    }
}

/* Degrees without what is forced, and a row of each connected part that is held. */
static void subtract_forced(fit *f)
{
    uint32_t before = UINT32_MAX; /* the last row with a free cell */
    for (uint32_t b = 0; b < f->c->count; b++) f->column_left[b] = f->c->degree[b];
    for (uint32_t a = 0; a < f->r->count; a++) {
        f->row_left[a] = f->r->degree[a];
        for (uint32_t b = 0; b < f->one[a]; b++) {
            f->row_left[a] -= f->c->size[b];
            f->column_left[b] -= f->r->size[a];
        }
        if (f->one[a] >= f->zero[a]) continue;
        f->held[a] = before == UINT32_MAX || f->zero[a] <= f->one[before];
        before = a;
    }
}

/* ---- sweeps ---- */

static double logistic(double s)
{
    return 1 / (1 + exp(-s));
}

static void start(fit *f)
{
    double total = 0;
    for (uint32_t a = 0; a < f->r->count; a++) total += f->r->size[a] * f->row_left[a];
    for (uint32_t a = 0; a < f->r->count; a++)
        f->theta[a] = f->one[a] < f->zero[a] ? log(f->row_left[a]) - log(total) / 2 : 0;
    for (uint32_t b = 0; b < f->c->count; b++)
        f->phi[b] = f->column_left[b] > 0 ? log(f->column_left[b]) - log(total) / 2 : 0;
}

/* x(a) = left(a) / sum of n y / (1 + x y), then the same for columns; theta = ln x. */
static void sweep(fit *f)
{
    uint32_t rows = f->r->count, columns = f->c->count;
    double *sum = f->step2;
    for (uint32_t a = 0; a < rows; a++) {
        double fitted = 0;
        if (f->one[a] >= f->zero[a]) continue;
        for (uint32_t b = f->one[a]; b < f->zero[a]; b++)
            fitted += f->c->size[b] * logistic(f->theta[a] + f->phi[b]);
        f->theta[a] += log(f->row_left[a] / fitted);
    }
    memset(sum, 0, columns * sizeof *sum);
    for (uint32_t a = 0; a < rows; a++)
        for (uint32_t b = f->one[a]; b < f->zero[a]; b++)
            sum[b] += f->r->size[a] * logistic(f->theta[a] + f->phi[b]);
    for (uint32_t b = 0; b < columns; b++)
        if (sum[b] > 0) f->phi[b] += log(f->column_left[b] / sum[b]);
}

/* ---- Newton ---- */

/* Errors of the margins and the curvature; returns the largest error. */
static double look(fit *f)
{
    uint32_t rows = f->r->count, columns = f->c->count;
    double largest = 0;
    memset(f->w, 0, sizeof *f->w * rows * columns);
    memset(f->d2, 0, columns * sizeof *f->d2);
    memcpy(f->column_error, f->column_left, columns * sizeof(double));
    for (uint32_t a = 0; a < rows; a++) {
        double m = f->r->size[a];
        f->row_error[a] = f->row_left[a];
        f->d1[a] = 0;
        for (uint32_t b = f->one[a]; b < f->zero[a]; b++) {
            double s = f->theta[a] + f->phi[b], n = f->c->size[b];
            double p = logistic(s), curve = m * n * p * logistic(-s);
            f->row_error[a] -= n * p;
            f->column_error[b] -= m * p;
            f->w[(size_t)a * columns + b] = curve;
            f->d1[a] += curve;
            f->d2[b] += curve;
        }
        largest = fmax(largest, fabs(f->row_error[a]));
    }
    for (uint32_t b = 0; b < columns; b++) largest = fmax(largest, fabs(f->column_error[b]));
    return largest;
}

static double likelihood(const fit *f, const double *theta, const double *phi)
{
    double sum = 0;
    for (uint32_t a = 0; a < f->r->count; a++) {
        double row = f->row_left[a] * theta[a];
        for (uint32_t b = f->one[a]; b < f->zero[a]; b++) {
            double s = theta[a] + phi[b];
            row -= f->c->size[b] * (fmax(s, 0) + log1p(exp(-fabs(s))));
        }
        sum += f->r->size[a] * row;
    }
    for (uint32_t b = 0; b < f->c->count; b++) sum += f->c->size[b] * f->column_left[b] * phi[b];
    return sum;
}

/* D1 - W D2^-1 W', with the identity for rows that are held or have nothing free. */
static void eliminate_columns(fit *f)
{
    size_t rows = f->r->count, columns = f->c->count;
    memset(f->schur, 0, rows * rows * sizeof *f->schur);
    for (size_t a = 0; a < rows; a++) {
        bool stays = f->held[a] || f->one[a] >= f->zero[a];
        double *to = f->schur + a * rows, *scaled = f->try_phi;
        to[a] = stays ? 1 : f->d1[a] * (1 + 4 * DBL_EPSILON);
        f->step1[a] = stays ? 0 : f->r->size[a] * f->row_error[a];
        if (stays) continue;
        for (size_t b = f->one[a]; b < f->zero[a]; b++) {
            scaled[b] = f->w[a * columns + b] / f->d2[b];
            f->step1[a] -= scaled[b] * f->c->size[b] * f->column_error[b];
        }
        for (size_t o = 0; o <= a; o++) {
            const double *from = f->w + o * columns;
            if (f->held[o] || f->one[o] >= f->zero[o]) continue;
            size_t begin = f->one[o] > f->one[a] ? f->one[o] : f->one[a];
            size_t end = f->zero[o] < f->zero[a] ? f->zero[o] : f->zero[a];
            for (size_t b = begin; b < end; b++) to[o] -= scaled[b] * from[b];
        }
    }
}

/* False where the system is too badly conditioned to be solved. */
static bool solve(fit *f)
{
    size_t rows = f->r->count, columns = f->c->count;
    eliminate_columns(f);
    gsl_matrix_view matrix = gsl_matrix_view_array(f->schur, rows, rows);
    gsl_vector_view vector = gsl_vector_view_array(f->step1, rows);
    gsl_error_handler_t *before = corral_gsl_enter();
    int code = gsl_linalg_cholesky_decomp1(&matrix.matrix);
    if (code == GSL_SUCCESS) code = gsl_linalg_cholesky_svx(&matrix.matrix, &vector.vector);
    if (corral_gsl_leave(before, code, NULL) != CORRAL_OK) return false;
    for (size_t b = 0; b < columns; b++) {
        double sum = f->c->size[b] * f->column_error[b];
        for (size_t a = 0; a < rows; a++) sum -= f->w[a * columns + b] * f->step1[a];
        f->step2[b] = f->d2[b] > 0 ? sum / f->d2[b] : 0;
    }
    return true;
}

/* Goes along the step as far as the likelihood does not fall; near the top it is flat to the last
 * digit, hence the slack. */
static bool go(fit *f)
{
    uint32_t rows = f->r->count, columns = f->c->count;
    double now = likelihood(f, f->theta, f->phi), part = 1;
    for (int i = 0; i < HALVINGS; i++, part /= 2) {
        for (uint32_t a = 0; a < rows; a++) f->try_theta[a] = f->theta[a] + part * f->step1[a];
        for (uint32_t b = 0; b < columns; b++) f->try_phi[b] = f->phi[b] + part * f->step2[b];
        double then = likelihood(f, f->try_theta, f->try_phi);
        if (!(then >= now - 1e-12 * (fabs(now) + 1))) continue;
        memcpy(f->theta, f->try_theta, rows * sizeof(double));
        memcpy(f->phi, f->try_phi, columns * sizeof(double));
        return true;
    }
    return false;
}

/* A hundredth of the tolerance, where it can be had: then what is fitted again elsewhere agrees. */
static double climb(fit *f)
{
    double residual = look(f);
    for (int i = 0; i < STEPS && residual > CORRAL_FIT_TOLERANCE / 100; i++) {
        if (!solve(f) || !go(f)) break;
        double now = look(f);
        bool is_done = residual <= CORRAL_FIT_TOLERANCE && now >= residual;
        residual = now;
        if (is_done) break;
    }
    return residual;
}

/* ---- all together ---- */

static void write_cells(const fit *f, overlap_sdsm *model)
{
    uint32_t columns = f->c->count;
    for (uint32_t a = 0; a < f->r->count; a++)
        for (uint32_t b = 0; b < columns; b++) {
            bool is_free = f->one[a] <= b && b < f->zero[a];
            double p = is_free ? logistic(f->theta[a] + f->phi[b]) : b < f->one[a];
            model->p[(size_t)a * columns + b] = p;
            model->forced += !is_free;
        }
}

corral_status overlap_sdsm_fit(overlap_sdsm *model, const overlap_margins *m, corral_error *err)
{
    corral_status status = CORRAL_OK;
    fit f = {0};
    *model = (overlap_sdsm){.rows = m->rows.count, .columns = m->columns.count};
    TRY(corral_array_new(&model->p, model->columns, sizeof(double) * model->rows, err));
    if (model->rows == 0 || model->columns == 0) goto done;
    TRY(fit_init(&f, m, err));
    force(&f);
    subtract_forced(&f);
    start(&f);
    for (int i = 0; i < SWEEPS; i++) sweep(&f);
    model->residual = climb(&f);
    write_cells(&f, model);
done:
    fit_release(&f);
    return status;
}

void overlap_sdsm_release(overlap_sdsm *model)
{
    free(model->p);
    *model = (overlap_sdsm){0};
}
