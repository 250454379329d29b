/* SPDX-License-Identifier: MIT
 *
 * Graphs in the language of Graphviz, read back by Graphviz: each label is the words of its node
 * and nothing else, whatever these words try to be. */
#include "districts_model.h"
#include "network_model.h"
#include "svg_checks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cgraph.h>
#include <cmocka.h>

/* What cgraph holds for a label of these lines: backslashes doubled, ampersands as entities. */
static bytes label_of(const json_t *lines)
{
    bytes label = {0};
    size_t i;
    json_t *line;
    bytes_add(&label, "", 0);
    json_array_foreach(lines, i, line)
    {
        if (i) bytes_print(&label, "\\n");
        for (const char *at = json_string_value(line); *at; at++) {
            if (*at == '\\')
                bytes_print(&label, "\\\\");
            else if (*at == '&')
                bytes_print(&label, "&amp;");
            else
                bytes_add(&label, at, 1);
        }
    }
    return label;
}

static bool has_label(Agraph_t *graph, const char *label, bool begins)
{
    for (Agnode_t *n = agfstnode(graph); n; n = agnxtnode(graph, n)) {
        const char *found = agget(n, (char *)"label");
        if (begins ? strncmp(found, label, strlen(label)) == 0 : strcmp(found, label) == 0)
            return true;
    }
    return false;
}

/* Only our own attributes, none of which holds a word but label. */
static void check_nodes(Agraph_t *graph)
{
    for (Agnode_t *n = agfstnode(graph); n; n = agnxtnode(graph, n)) {
        assert_false(aghtmlstr(agget(n, (char *)"label")));
        assert_true(agnameof(n)[0] == 'n' || strncmp(agnameof(n), "corner", 6) == 0);
    }
    static const char *const never[] = {"URL", "href", "image", "shapefile", "target", "tooltip"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        assert_null(agattr(graph, AGNODE, (char *)never[i], NULL));
        assert_null(agattr(graph, AGEDGE, (char *)never[i], NULL));
        assert_null(agattr(graph, AGRAPH, (char *)never[i], NULL));
    }
}

static void check_dot(const bytes *model, const char *const *kinds, int nodes, int edges,
                      bool begins)
{
    static const char *const arguments[] = {"-f", "dot", NULL};
    run r = viz_run(model, (setup){.arguments = arguments});
    json_t *geometry = viz_geometry(model), *text;
    size_t i;
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err.data, "");
    Agraph_t *graph = agmemread(r.out.data);
    assert_non_null(graph);
    assert_int_equal(agnnodes(graph), nodes + 2); /* corners hold the sheet open */
    assert_int_equal(agnedges(graph), edges);
    check_nodes(graph);
    json_array_foreach(json_object_get(geometry, "texts"), i, text)
    {
        const char *kind = json_string_value(json_object_get(text, "kind"));
        bool drawn = false;
        for (size_t k = 0; kinds[k]; k++) drawn = drawn || strcmp(kind, kinds[k]) == 0;
        if (!drawn) continue;
        bytes label = label_of(json_object_get(text, "lines"));
        if (!has_label(graph, label.data, begins)) fail_msg("no node has the label %s", label.data);
        bytes_release(&label);
    }
    agclose(graph);
    json_decref(geometry);
    run_release(&r);
}

static void networks_are_read_back(void **state)
{
    (void)state;
    static const char *const kinds[] = {"coalition", "item", "badge", NULL};
    bytes hostile = hostile_model();
    check_dot(&hostile, kinds, 2 * HOSTILE_NAMES + 3, 2 * HOSTILE_NAMES, false);
    bytes_release(&hostile);
}

static void districts_are_read_back(void **state)
{
    (void)state;
    static const char *const kinds[] = {"district", NULL};
    bytes hostile = districts_of(hostile_names(), HOSTILE_NAMES);
    check_dot(&hostile, kinds, HOSTILE_NAMES, HOSTILE_NAMES - 1, true);
    bytes_release(&hostile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(networks_are_read_back),
        cmocka_unit_test(districts_are_read_back),
    };
    return cmocka_run_group_tests_name("viz.dot", tests, NULL, NULL);
}
