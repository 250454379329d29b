/* What the builder has collected, shared by builder.c (adding), settle.c (deciding what each cell
 * is) and arrange.c (numbering and the compressed rows). */
#ifndef CORRAL_REGION_COLLECT_H
#define CORRAL_REGION_COLLECT_H

#include "core/problems.h"
#include "core/text.h"
#include "corral/builder.h"
#include "region/names.h"
#include "region/record.h"
#include "region/store.h"

/* Numbers of coalitions, facets and items here are provisional: in order of arrival. */
typedef struct collected_statement {
    double weight; /* NAN: unknown */
    uint32_t coalition, item;
    uint32_t detail; /* CORRAL_NONE: nothing more was said */
    uint32_t line;
    uint16_t file;
    uint8_t column; /* 0: none, or beyond 255 */
    bool is_decision;
    unsigned char said; /* corral_said_known beside it */
} collected_statement;

/* A row without an item, and every `known` beside an item. */
typedef struct collected_known {
    uint32_t coalition, facet, line;
    uint32_t detail; /* of a row without an item; CORRAL_NONE: nothing more was said */
    uint16_t file;
    unsigned char said; /* corral_said_known */
    bool is_blank;      /* no item in the row */
} collected_known;

typedef struct collected_item {
    uint32_t facet;
    uint32_t name, sector, url; /* texts; CORRAL_NONE blank */
    uint32_t within;            /* item, CORRAL_NONE if none */
    uint32_t original;
    uint32_t alias;  /* item of which it is another spelling, CORRAL_NONE if none */
    uint32_t whole;  /* item of which people decided that it is a part, CORRAL_NONE if none */
    uint32_t line, alias_line, whole_line;
    uint16_t file, alias_file, whole_file;
    bool is_declared, is_parent;
} collected_item;

typedef struct collected_coalition {
    uint32_t line;
    uint16_t file;
    bool is_declared, is_verified;
} collected_coalition;

/* A line of crosswalk.csv as it stands; texts. */
typedef struct collected_crosswalk {
    uint32_t facet, item, same_as, by, date;
    uint32_t line;
    uint16_t file;
    uint16_t column, same_as_column;
    corral_same_decision decision;
} collected_crosswalk;

struct corral_builder {
    corral_disputed disputed;
    corral_problems *problems;
    corral_strings *texts; /* everything that is not a key */
    corral_strings *files;
    corral_strings *facets;
    corral_strings *coalitions; /* ids */
    corral_strings *items;      /* facet prefix and key */
    corral_strings *attributes; /* column names */
    corral_text scratch, prefixed;

    collected_coalition *coalition;
    size_t coalition_capacity;
    collected_item *item;
    size_t item_capacity;
    collected_statement *statement;
    size_t statement_count, statement_capacity;
    collected_known *known;
    size_t known_count, known_capacity;
    region_detail *detail;
    size_t detail_count, detail_capacity;
    uint32_t *attribute[REGION_FACET_LIMIT]; /* by column: a text a coalition */
    size_t attribute_capacity[REGION_FACET_LIMIT];
    collected_crosswalk *crosswalk;
    size_t crosswalk_count, crosswalk_capacity;
    region_synonym *synonym;
    size_t synonym_count, synonym_capacity;
    region_names *names; /* of declared coalitions, once identified */
    uint32_t last_file;  /* file of the row before, so that most rows need no search */
};

/* When coalitions are identified: coalition_of says which one each name is of. */
corral_status collected_put_verified(corral_builder *b, const uint32_t *coalition_of,
                                     corral_error *err);

corral_place collected_place(const corral_builder *b, uint16_t file, uint32_t line);
corral_place collected_statement_place(const corral_builder *b, const collected_statement *s);
/* Key of an item, for messages. */
const char *collected_key(const corral_builder *b, uint32_t item);

/* "line 7", with the file if it is another than that of the place the message stands at. */
enum { COLLECTED_WHERE_SIZE = 320 };
const char *collected_where(const corral_builder *b, uint16_t file, uint32_t line,
                            const char *message_file, char buffer[COLLECTED_WHERE_SIZE]);
#define COLLECTED_WHERE(b, file, line, message_file)                                               \
    collected_where((b), (file), (line), (message_file), (char[COLLECTED_WHERE_SIZE]){0})

/* Numbers of a file and of a text, CORRAL_NONE for a blank one. */
corral_status collected_add_file(corral_builder *b, const char *file, uint16_t *id,
                                 corral_error *err);
corral_status collected_add_text(corral_builder *b, const char *text, uint32_t *id,
                                 corral_error *err);

/* A cell that was settled. */
typedef struct settled_cell {
    uint32_t coalition, item; /* provisional, aliases followed */
    double weight;            /* 0 if there is no seat */
    bool is_marked;
    corral_cell mark;
} settled_cell;

/* Every cell settled. coalition_of and item_of map provisional numbers to the ones that stand for
 * them (names for ids, aliases followed); order lists the statements by coalition, then item, then
 * by what they say, so that the order of rows in the input is gone. */
typedef struct settled {
    uint32_t *coalition_of;
    uint32_t *item_of;
    size_t *order_start; /* by provisional coalition, count + 1 */
    uint32_t *order;
    settled_cell *cells; /* in that order */
    size_t cell_count, cell_capacity;
} settled;

corral_status corral_builder_settle(corral_builder *b, settled *s, corral_error *err);
void settled_release(settled *s);

/* Which coalition and item stands for which: names for ids, aliases, their errors. What was
 * declared of merged spellings goes over to the kept ones. */
corral_status collected_identify(corral_builder *b, settled *s, corral_error *err);

/* What people decided to be part of what becomes what lies within what, unless items.csv says
 * otherwise. item_of is complete. */
corral_status collected_place_parts(corral_builder *b, const uint32_t *item_of, corral_error *err);

/* Warns of what is read as it stands but was probably meant otherwise. O(length of all names). */
corral_status collected_doubt(corral_builder *b, const settled *s, corral_error *err);

/* Numbers everything finally and fills the region's arrays. */
corral_status corral_builder_arrange(corral_builder *b, const settled *s, corral_region **out,
                                     corral_error *err);

/* Finds the items that crosswalk.csv speaks of in the arranged region, and which are one. */
corral_status collected_cross(corral_builder *b, corral_region *region, corral_error *err);

/* Takes over what the arranged region does not hold. */
corral_status collected_record(corral_builder *b, const settled *s, const corral_region *region,
                               corral_record **out, corral_error *err);

#endif
