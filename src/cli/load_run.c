/* Load with the groups and asks it rests on. */
#include "cli/load_words.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/order.h"
#include "io/asks_file.h"

static corral_status take_asks(corral_load_run *run, const corral_asks_file *file,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool *seen = NULL;
    TRY(corral_array_new(&seen, corral_region_coalition_count(run->region), sizeof *seen, err));
    TRY(corral_array_new(&run->asks, file->count, sizeof *run->asks, err));
    for (size_t i = 0; i < file->count; i++) {
        run->asks[i] = (corral_ask){file->coalition[i], file->member[i], file->per_year[i]};
        run->asking += !seen[file->coalition[i]];
        seen[file->coalition[i]] = true;
    }
    run->options.asks = run->asks;
    run->options.ask_count = file->count;
    run->is_asked = true;
done:
    free(seen);
    return status;
}

static corral_status read_asks(corral_load_run *run, corral_session *session,
                               const char *region_path, const char *path, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text found = {0};
    corral_asks_file file = {0};
    if (!path) {
        TRY(corral_asks_file_find(region_path, &found, err));
        if (!found.length) goto done;
        path = found.bytes;
    }
    TRY(corral_session_add_input(session, path, err));
    corral_asks_reading reading = {path, CORRAL_LOAD_MOST, session->common.repair, NULL,
                                   session->common.wave};
    TRY(corral_asks_file_read(&reading, run->region, &file, err));
    TRY(take_asks(run, &file, err));
done:
    corral_text_release(&found);
    corral_asks_file_release(&file);
    return status;
}

static corral_status count_groups(corral_load_run *run, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(run->region), *numbers = NULL;
    if (!run->options.group) return CORRAL_OK;
    TRY(corral_array_new(&numbers, n, sizeof *numbers, err));
    if (n) memcpy(numbers, run->options.group, n * sizeof *numbers);
    if (n) qsort(numbers, n, sizeof *numbers, corral_by_number);
    for (uint32_t a = 0; a < n; a++)
        run->group_count += numbers[a] && (a == 0 || numbers[a] != numbers[a - 1]);
done:
    free(numbers);
    return status;
}

corral_status corral_load_run_init(corral_load_run *run, corral_session *session,
                                   const corral_region *region, const char *region_path,
                                   const char *asks_path, const corral_load_options *options,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    *run = (corral_load_run){.region = region, .options = *options};
    TRY(read_asks(run, session, region_path, asks_path, err));
    TRY(count_groups(run, err));
    TRY(corral_load_find(region, &run->options, &session->progress, &run->load, err));
done:
    if (status != CORRAL_OK) corral_load_run_release(run);
    return status;
}

void corral_load_run_release(corral_load_run *run)
{
    corral_load_free(run->load);
    free(run->asks);
    *run = (corral_load_run){0};
}

corral_load_totals corral_load_total(const corral_load_run *run, bool of_persons)
{
    corral_load_totals t = {0};
    t.rows = of_persons ? corral_load_person_count(run->load) : corral_load_count(run->load);
    for (size_t i = 0; i < t.rows; i++) {
        const corral_load_row *row =
            of_persons ? corral_load_person(run->load, i) : corral_load_get(run->load, i);
        t.seated += row->coalitions > 0;
        t.several += row->coalitions > 1;
        t.repeats += row->repeats;
        t.saved += row->saved;
        t.is_told |= row->agendas > 1;
        if (row->most > (t.top ? t.top->most : 0)) t.top = row;
    }
    return t;
}
