/* Who should meet: the pairs, the first of them as sentences. */
#include "cli/overlaps_work.h"

enum { MEETINGS_SAID = 5 };

/* "Should meet: A and B: 4 goals alike, nobody in common", of the first, or that there is nobody;
 * appends. */
static corral_status meet_title(const corral_overlaps_work *w, const corral_should_meet *found,
                                corral_text *title, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t judged = corral_should_meet_judged(w->region);
    if (found->count == 0 && judged < 2)
        return corral_text_printf(title, err,
                                  "who should meet cannot be told: a goal, target or strategy and "
                                  "the complete list of members are known of %u of %u coalitions",
                                  judged, corral_region_coalition_count(w->region));
    if (found->count == 0)
        return corral_text_printf(title, err,
                                  "of the %u coalitions of which enough is known, no two aim alike "
                                  "and have next to nobody in common",
                                  judged);
    TRY(corral_text_printf(title, err, "Should meet: "));
    TRY(corral_should_meet_sentence(w->region, &found->meetings[0], title, err));
    if (found->count > 1)
        TRY(corral_text_printf(title, err, "; and %zu more pair%s", found->count - 1,
                               found->count == 2 ? "" : "s"));
done:
    return status;
}

static corral_status add_meetings(const corral_overlaps_work *w, const corral_should_meet *found,
                                  corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps_readers readers = corral_overlaps_readers_of(w->session);
    const corral_similarity *similarity = found->similarity ? found->similarity : w->similarity;
    corral_text line = {0};
    corral_table *table;
    for (size_t i = 1; i < found->count && i < MEETINGS_SAID; i++) {
        line.length = 0;
        TRY(corral_should_meet_sentence(w->region, &found->meetings[i], &line, err));
        corral_document_add_line(document, "%s", line.bytes);
    }
    TRY(corral_document_add_table(document, "overlaps", NULL, &table, err));
    TRY(corral_overlaps_add_columns(w->region, similarity, readers, table, err));
    for (size_t i = 0; i < found->count; i++)
        TRY(corral_overlaps_add_row(w->region, similarity, readers, &found->meetings[i].pair, table,
                                    err));
done:
    corral_text_release(&line);
    return status;
}

corral_status corral_overlaps_print_meetings(corral_overlaps_work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_should_meet found = {0};
    corral_document *document = NULL;
    corral_text title = {0};
    TRY(corral_should_meet_find(&found, w->session, w->region, &w->settings->grouping, &w->options,
                                err));
    TRY(meet_title(w, &found, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    corral_document_set_number(document, "resolution", "resolution", found.resolution);
    TRY(add_meetings(w, &found, document, err));
    TRY(corral_session_print(w->session, document, err));
    corral_session_say(w->session, "%s", title.bytes);
done:
    corral_text_release(&title);
    corral_document_free(document);
    corral_should_meet_release(&found);
    return status;
}
