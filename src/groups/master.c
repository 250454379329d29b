/* The linear programme of branch and price, solved by GLPK's simplex.
 *
 * GLPK ends the program on errors unless its hook is set, and what it was doing is lost when the
 * hook does not return: every call runs under a guard, behind which nothing of GLPK's is used. */
#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

#include "core/memory.h"
#include "groups/branch.h"

struct master {
    glp_prob *programme;
    uint32_t places;
};

/* ---- the guard ---- */

static void jump(void *back)
{
    longjmp(*(jmp_buf *)back, 1);
}

static corral_status guard(void (*work)(void *), void *context, corral_error *err)
{
    jmp_buf back;
    const int before = glp_term_out(GLP_OFF);
    if (setjmp(back)) {
        /* Frees all that GLPK holds in this thread; the programme is part of it. */
        glp_free_env();
        return corral_error_set(err, CORRAL_NO_MEMORY, "GLPK gave up proving groups");
    }
    glp_error_hook(jump, &back);
    work(context);
    glp_error_hook(NULL, NULL);
    glp_term_out(before);
    return CORRAL_OK;
}

/* ---- making ---- */

static void create(void *context)
{
    master *m = context;
    m->programme = glp_create_prob();
    glp_set_obj_dir(m->programme, GLP_MAX);
    if (m->places == 0) return;
    glp_add_rows(m->programme, (int)m->places);
    for (int row = 1; row <= (int)m->places; row++)
        glp_set_row_bnds(m->programme, row, GLP_UP, 0, 1);
}

corral_status master_new(uint32_t places, master **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    master *m = NULL;
    TRY(corral_array_new(&m, 1, sizeof *m, err));
    m->places = places;
    TRY(guard(create, m, err));
    *out = m;
    m = NULL;
done:
    free(m);
    return status;
}

void master_free(master *m)
{
    if (!m) return;
    if (m->programme) glp_delete_prob(m->programme);
    free(m);
}

/* ---- columns ---- */

typedef struct addition {
    master *m;
    const columns *c;
    size_t first;
    int *row; /* from 1 */
    double *one;
} addition;

static void add(void *context)
{
    const addition *a = context;
    for (size_t k = a->first; k < a->c->count; k++) {
        size_t start = a->c->start[k], length = a->c->start[k + 1] - start;
        int column = glp_add_cols(a->m->programme, 1);
        for (size_t i = 0; i < length; i++) {
            a->row[i + 1] = (int)a->c->member[start + i] + 1;
            a->one[i + 1] = 1;
        }
        glp_set_col_bnds(a->m->programme, column, GLP_LO, 0, 0);
        glp_set_obj_coef(a->m->programme, column, a->c->value[k]);
        glp_set_mat_col(a->m->programme, column, (int)length, a->row, a->one);
    }
}

corral_status master_add(master *m, const columns *c, size_t first, corral_error *err)
{
    corral_status status = CORRAL_OK;
    addition a = {.m = m, .c = c, .first = first};
    TRY(corral_array_new(&a.row, (size_t)m->places + 1, sizeof *a.row, err));
    TRY(corral_array_new(&a.one, (size_t)m->places + 1, sizeof *a.one, err));
    if (guard(add, &a, err) != CORRAL_OK) {
        m->programme = NULL;
        status = CORRAL_NO_MEMORY;
    }
done:
    free(a.row);
    free(a.one);
    return status;
}

/* ---- solving ---- */

typedef struct solution {
    master *m;
    double *price, *chosen;
    bool is_optimal;
} solution;

static void solve(void *context)
{
    solution *s = context;
    glp_prob *programme = s->m->programme;
    glp_smcp options;
    glp_init_smcp(&options);
    options.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(programme, &options) != 0) {
        glp_adv_basis(programme, 0);
        if (glp_simplex(programme, &options) != 0) return;
    }
    s->is_optimal = glp_get_status(programme) == GLP_OPT;
    for (uint32_t u = 0; u < s->m->places; u++)
        s->price[u] = fmax(0, glp_get_row_dual(programme, (int)u + 1));
    for (int k = 0; k < glp_get_num_cols(programme); k++)
        s->chosen[k] = glp_get_col_prim(programme, k + 1);
}

corral_status master_solve(master *m, double *price, double *chosen, bool *solved,
                           corral_error *err)
{
    solution s = {m, price, chosen, false};
    corral_status status = guard(solve, &s, err);
    if (status != CORRAL_OK) m->programme = NULL;
    *solved = s.is_optimal;
    return status;
}
