/* XML by events, through libxml2: no document is built, no file but the given one is opened, no
 * address asked. A document type is passed over; entities of its own are refused. */
#ifndef CORRAL_IO_XML_H
#define CORRAL_IO_XML_H

#include "core/try.h"

typedef struct corral_xml_element {
    const char *name; /* without prefix */
    size_t line;
    const char *const *names, *const *values; /* of attributes, without prefix */
    size_t count;
} corral_xml_element;

/* The value of an attribute, NULL if there is none. */
const char *corral_xml_attribute(const corral_xml_element *element, const char *name);

/* What is done at each event; texts are borrowed for the call and UTF-8. */
typedef struct corral_xml_handler {
    corral_status (*start)(void *user, const corral_xml_element *element, corral_error *err);
    corral_status (*text)(void *user, const char *text, size_t length, corral_error *err);
    corral_status (*end)(void *user, const char *name, corral_error *err);
    void *user;
} corral_xml_handler;

/* Gives the next bytes, *got 0 at the end. */
typedef corral_status corral_xml_more(void *from, char *block, size_t room, size_t *got,
                                      corral_error *err);

typedef struct corral_xml_input {
    const char *file; /* for messages */
    corral_xml_more *more;
    void *from;
    bool is_utf8; /* whatever it says of itself */
} corral_xml_input;

corral_status corral_xml_read(const corral_xml_input *input, const corral_xml_handler *handler,
                              corral_error *err);

#endif
