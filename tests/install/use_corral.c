/* A program that uses an installed corral: a region made by hand, its groups printed. */
#include <stdio.h>

#include <corral/builder.h>
#include <corral/groups.h>

static const char *const seats[][2] = {
    {"early readers", "library"}, {"early readers", "school"}, {"story time", "library"},
    {"story time", "school"},     {"safe streets", "police"},  {"safe streets", "clinic"},
    {"night walk", "police"},     {"night walk", "clinic"},    {"trees", "garden club"},
};

static corral_status build(corral_region **region, corral_error *error)
{
    corral_builder *builder = NULL;
    corral_status status = corral_builder_new(CORRAL_DISPUTED_UNKNOWN, NULL, &builder, error);
    for (size_t i = 0; status == CORRAL_OK && i < sizeof seats / sizeof *seats; i++) {
        corral_row row = CORRAL_ROW_INIT;
        row.coalition = seats[i][0];
        row.facet = "member";
        row.item = seats[i][1];
        row.known = CORRAL_SAID_YES;
        status = corral_builder_add_row(builder, &row, error);
    }
    if (status == CORRAL_OK) status = corral_builder_finish(builder, region, error);
    corral_builder_free(builder);
    return status;
}

static void print(const corral_region *region, const corral_grouping *grouping)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        printf("%s %u\n", corral_region_name(region, a), (unsigned)corral_grouping_of(grouping, a));
}

int main(void)
{
    corral_error error = CORRAL_ERROR_INIT;
    corral_region *region = NULL;
    corral_similarity *similarity = NULL;
    corral_grouping *grouping = NULL;
    corral_status status = build(&region, &error);
    if (status == CORRAL_OK) status = corral_similarity_new(region, NULL, &similarity, &error);
    if (status == CORRAL_OK) status = corral_groups_find(similarity, NULL, NULL, &grouping, &error);
    if (status == CORRAL_OK)
        print(region, grouping);
    else
        fprintf(stderr, "use_corral: %s\n", error.message);
    corral_grouping_free(grouping);
    corral_similarity_free(similarity);
    corral_region_free(region);
    return status != CORRAL_OK;
}
