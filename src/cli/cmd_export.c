/* corral export: a region for other programs. */
#include <string.h>

#include "cli/command.h"
#include "cli/export.h"

typedef struct settings {
    corral_grouping_settings grouping;
    const char *output;
    int format; /* in the table; -1: by the name of the output */
} settings;

/* One line a format; the words of -f stand in the same order. */
static const corral_export_format formats[] = {
    {"csv", "csv", {{NULL, NULL}}, NULL, false},
    {"hif", "json", {{NULL, corral_write_hif}}, NULL, false},
    {"gephi",
     NULL,
     {{"nodes.csv", corral_write_gephi_nodes}, {"edges.csv", corral_write_gephi_edges}},
     NULL,
     false},
    {"graphml", "graphml", {{NULL, corral_write_graphml}}, NULL, true},
    {"gexf", "gexf", {{NULL, corral_write_gexf}}, NULL, true},
    {"kumu",
     NULL,
     {{"elements.csv", corral_write_kumu_elements},
      {"connections.csv", corral_write_kumu_connections}},
     NULL,
     false},
    {"pajek",
     "net",
     {{NULL, corral_write_pajek}},
     "a node has a label, a side and its group as a colour",
     false},
    {"dot",
     "dot",
     {{NULL, corral_write_dot}},
     "a node has a name, its facet and its group as a colour, and weights are in hundredths",
     false},
    {"dl",
     "dl",
     {{"network.dl", corral_write_dl}, {"key.csv", corral_write_dl_key}},
     "network.dl has only what has a seat, under short labels that key.csv spells out",
     false}};
static const char *const format_names[] = {"csv",  "hif",   "gephi", "graphml", "gexf",
                                           "kumu", "pajek", "dot",   "dl",      NULL};
enum { FORMATS = sizeof formats / sizeof *formats };

_Static_assert(FORMATS == sizeof format_names / sizeof *format_names - 1, "a word a format");

static const corral_export_format *format_of(const settings *s)
{
    const char *dot = s->output ? strrchr(s->output, '.') : NULL;
    if (s->format >= 0) return &formats[s->format];
    for (size_t k = 0; dot && k < FORMATS; k++)
        if (formats[k].ending && strcmp(dot + 1, formats[k].ending) == 0) return &formats[k];
    return &formats[0];
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_whole whole = {0};
    TRY(corral_session_read_whole(session, &whole, err));
    const corral_export_format *format = format_of(s);
    if (format->files[0].write)
        TRY(corral_export_network(session, &whole, &s->grouping, format, s->output, err));
    else
        TRY(corral_export_csv(session, &whole, s->output, err));
done:
    corral_whole_release(&whole);
    return status;
}

static const corral_option options[] = {
    {.name = "output",
     .letter = 'o',
     .kind = CORRAL_OPTION_FOLDER,
     .placeholder = "PATH",
     .help = "the folder, or file, to write, whole or not at all",
     .blank = "standard output",
     .local = true,
     CORRAL_FIELD(settings, output)},
    {.name = "format",
     .letter = 'f',
     .kind = CORRAL_OPTION_CHOICE,
     .words = format_names,
     .help = "by default as the name of the output says, else csv",
     .local = true,
     CORRAL_FIELD(settings, format)},
    {0}};
static const corral_option_block blocks[] = {
    {.options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};
static const settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT, .format = -1};

static const corral_example examples[] = {
    {"corral export harmon -o copy", "a folder copy that reads as the same region"},
    {"corral export harmon -o footprint.csv", "one CSV file with every statement"},
    {"corral export harmon -o harmon.graphml", "a network for igraph, networkx or Cytoscape"},
    {"corral export harmon -f kumu -o harmon-kumu --max-size 6",
     "two files to import into Kumu, coloured by groups of at most six"},
    {NULL, NULL}};

const corral_command corral_command_export = {
    .name = "export",
    .step = CORRAL_STEP_WHOLE,
    .summary = "a region for other programs, or from a database back to a folder",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "csv writes what a region says, statement by statement, so that nothing is decided on the "
        "way: disputes stay disputes, names that aliases merge stay as they were spelt. It is a "
        "folder with coalitions.csv, footprint.csv and, where there is something to say, "
        "items.csv, decisions.csv, aliases.csv, asks.csv, crosswalk.csv and synonyms.csv, the "
        "exact "
        "reverse of corral import. An existing folder needs --force and is replaced whole. To a "
        "name that ends in .csv, and to standard output, goes the footprint alone.\n\n"
        "The other formats hold what was decided of it as a network: coalitions and items are "
        "nodes, seats with their weights join them. The facet of an item, the group of a coalition "
        "(as corral groups finds it with the same options, or from --groups), the columns of "
        "coalitions.csv and how completely a facet is known stand beside them to colour by. What a "
        "format cannot hold of this region is counted on standard error; the rest comes back when "
        "corral reads the file.\n\n"
        "hif (.json): hypergraph interchange, a coalition an edge; for HyperNetX and XGI.\n"
        "gephi: a folder of nodes.csv and edges.csv.\n"
        "graphml (.graphml): for igraph, networkx, yEd, Cytoscape.\n"
        "gexf (.gexf): for Gephi, coloured by group.\n"
        "kumu: a folder of elements.csv and connections.csv.\n"
        "pajek (.net): two-mode, coloured by group.\n"
        "dot (.dot): for Graphviz, coloured by group.\n"
        "dl (.dl): for UCINET, a folder of network.dl and key.csv, which says what the short "
        "labels "
        "stand for.",
    .takes = CORRAL_TAKES_READING | CORRAL_TAKES_FORCE,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
