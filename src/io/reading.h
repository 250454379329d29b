/* The kinds of files of a region; each function reads a sheet to its end into the builder. */
#ifndef CORRAL_IO_READING_H
#define CORRAL_IO_READING_H

#include "core/text.h"
#include "corral/read.h"
#include "io/sheet.h"

/* ---- footprint.c ---- */

typedef enum corral_footprint_kind {
    CORRAL_FOOTPRINT_NOT,
    CORRAL_FOOTPRINT_TIDY,   /* coalition, facet, item and further columns, in any order */
    CORRAL_FOOTPRINT_FACET,  /* begins coalition, F: one facet */
    CORRAL_FOOTPRINT_SURVEY, /* a row a coalition, a column a facet: survey.c */
    CORRAL_FOOTPRINT_PAIRS   /* two columns under any other names: coalition and member */
} corral_footprint_kind;

/* What the header makes of the sheet. */
corral_footprint_kind corral_footprint_kind_of(const corral_sheet *sheet);
corral_status corral_read_footprint(corral_sheet *sheet, corral_footprint_kind kind,
                                    corral_error *err);
/* The kind is what the header says; refused where it says none. */
corral_status corral_read_any_footprint(corral_sheet *sheet, corral_error *err);

/* ---- survey.c ---- */

/* Whether the header is that of a form's answers, or of a table with a column a facet. */
bool corral_is_survey(const corral_sheet *sheet);
corral_status corral_read_survey(corral_sheet *sheet, corral_error *err);

/* ---- kumu_csv.c ---- */

bool corral_is_kumu(const corral_sheet *sheet);
/* Into reading->kumu, which goes into the region when every file is read. */
corral_status corral_read_kumu_csv(corral_sheet *sheet, corral_error *err);

/* ---- coalitions.c ---- */

corral_status corral_read_coalitions(corral_sheet *sheet, corral_error *err);
/* What is allowed for an attribute of that name where the value is not; NULL if it is fine. Words
 * come out in lower case. */
const char *corral_attribute_normalise(const char *name, char *value);

/* ---- items.c ---- */

corral_status corral_read_items(corral_sheet *sheet, corral_error *err);
/* A table of one facet with the columns id, name, sector, within, url. */
corral_status corral_read_item_table(corral_sheet *sheet, const char *facet, corral_error *err);
/* Whether items.csv lists this word, one that stands for nothing elsewhere, as an item. */
bool corral_items_list_word(const corral_reading *reading, const char *facet, const char *word);

/* ---- decisions.c ---- */

corral_status corral_read_decisions(corral_sheet *sheet, corral_error *err);
corral_status corral_read_aliases(corral_sheet *sheet, corral_error *err);
/* Files that other commands read: the header is checked. */
corral_status corral_read_crosswalk(corral_sheet *sheet, corral_error *err);
corral_status corral_read_synonyms(corral_sheet *sheet, corral_error *err);
corral_status corral_read_asks(corral_sheet *sheet, corral_error *err);

/* ---- folder.c ---- */

corral_status corral_read_folder(corral_reading *reading, const char *path, corral_error *err);

/* Path of the file of that stem, plain or packed, in the region's folder; "" where there is none,
 * or the region is no folder. */
corral_status corral_folder_find(const char *region_path, const char *stem, corral_text *path,
                                 corral_error *err);

/* "members" for "folder/Members.csv.gz": lower case, without folder and endings; false if the name
 * does not end in .csv or .csv.gz. */
bool corral_file_stem(const char *path, char stem[256]);

/* ---- read.c ---- */

typedef corral_status corral_sheet_reader(corral_sheet *sheet, corral_error *err);

/* Opens the file and has it read, unless it is empty. */
corral_status corral_read_file(corral_reading *reading, const char *path,
                               corral_sheet_reader *reader, corral_error *err);

/* A table of any kind that makes a region by itself; takes the source over. */
corral_status corral_read_table(corral_reading *reading, corral_source *source, corral_error *err);

/* What became of a file: a status about its content or the file system, with its reason in `own`,
 * becomes a problem, so that with keep_going the other files are still read. */
corral_status corral_settle_file(corral_reading *reading, const char *path, corral_status status,
                                 const corral_error *own, corral_error *err);

/* A footprint in memory, as corral_region_read reads it from a file; name is for messages. */
corral_status corral_region_read_memory(const void *bytes, size_t length, const char *name,
                                        const corral_read_options *options,
                                        corral_problems *problems, corral_region **out,
                                        corral_error *err);

#endif
