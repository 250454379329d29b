/* The fence around libxml2. */
#include "io/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"

enum { BLOCK = 1 << 14, ATTRIBUTES_MOST = 64 };

typedef struct parsing {
    const corral_xml_input *input;
    const corral_xml_handler *handler;
    xmlParserCtxtPtr context;
    corral_status status; /* the first failure, whose reason is in err */
    corral_error *err;
    corral_text values;
    bool found; /* an element */
} parsing;

const char *corral_xml_attribute(const corral_xml_element *element, const char *name)
{
    for (size_t i = 0; i < element->count; i++)
        if (strcmp(element->names[i], name) == 0) return element->values[i];
    return NULL;
}

static size_t line_of(const parsing *p)
{
    int line = xmlSAX2GetLineNumber(p->context);
    return line > 0 ? (size_t)line : 0;
}

static void stop(parsing *p, corral_status status)
{
    if (status == CORRAL_OK || p->status != CORRAL_OK) return;
    p->status = status;
    xmlStopParser(p->context);
}

static void refuse(parsing *p, const char *what)
{
    if (p->status != CORRAL_OK) return;
    corral_place place = {p->input->file, line_of(p), 0};
    stop(p, corral_error_set_at(p->err, CORRAL_BAD_INPUT, place, "%s", what));
}

/* ---- events ---- */

static corral_status start_element(parsing *p, const char *name, int count,
                                   const xmlChar **attributes)
{
    corral_status status = CORRAL_OK;
    corral_error *err = p->err;
    const char *names[ATTRIBUTES_MOST], *values[ATTRIBUTES_MOST];
    size_t at[ATTRIBUTES_MOST], kept = (size_t)(count < ATTRIBUTES_MOST ? count : ATTRIBUTES_MOST);
    p->values.length = 0;
    for (size_t i = 0; i < kept; i++) {
        const char *value = (const char *)attributes[5 * i + 3];
        names[i] = (const char *)attributes[5 * i];
        at[i] = p->values.length;
        TRY(corral_text_append(&p->values, value,
                               (size_t)((const char *)attributes[5 * i + 4] - value), err));
        TRY(corral_text_append(&p->values, "", 1, err));
    }
    for (size_t i = 0; i < kept; i++) values[i] = p->values.bytes + at[i];
    corral_xml_element element = {name, line_of(p), names, values, kept};
    TRY(p->handler->start(p->handler->user, &element, err));
done:
    return status;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *address,
                     int namespaces, const xmlChar **declared, int count, int defaulted,
                     const xmlChar **attributes)
{
    parsing *p = user;
    (void)prefix, (void)address, (void)namespaces, (void)declared, (void)defaulted;
    p->found = true;
    if (p->status == CORRAL_OK) stop(p, start_element(p, (const char *)name, count, attributes));
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *address)
{
    parsing *p = user;
    (void)prefix, (void)address;
    if (p->status == CORRAL_OK)
        stop(p, p->handler->end(p->handler->user, (const char *)name, p->err));
}

static void on_text(void *user, const xmlChar *text, int length)
{
    parsing *p = user;
    if (p->status == CORRAL_OK)
        stop(p, p->handler->text(p->handler->user, (const char *)text, (size_t)length, p->err));
}

static void on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content)
{
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    refuse(user, "the document declares entities of its own, which are not read: remove them");
}

static void on_reference(void *user, const xmlChar *name)
{
    (void)name;
    refuse(user, "an entity that is not known: write the character itself");
}

static void on_error(void *user, xmlErrorPtr error)
{
    parsing *p = user;
    char what[256];
    if (p->status != CORRAL_OK || error->level < XML_ERR_ERROR) return;
    if (error->code == XML_ERR_NO_MEMORY) {
        stop(p, corral_no_memory(0, p->err));
        return;
    }
    snprintf(what, sizeof what, "this is not well-formed XML: %s",
             error->message ? error->message : "it is broken");
    what[strcspn(what, "\r\n")] = '\0';
    corral_utf8_trim(what);
    if (corral_utf8_valid(what, strlen(what)) != strlen(what))
        strcpy(what, "this is not well-formed XML");
    refuse(p, what);
}

/* ---- reading ---- */

static corral_status feed(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char block[BLOCK];
    size_t got = 1;
    while (got && p->status == CORRAL_OK) {
        TRY(p->input->more(p->input->from, block, sizeof block, &got, err));
        xmlParseChunk(p->context, block, (int)got, got == 0);
    }
    status = p->status;
    if (status == CORRAL_OK && (!p->found || !p->context->wellFormed))
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){p->input->file, 0, 0}),
                "this is not well-formed XML");
done:
    return status;
}

corral_status corral_xml_read(const corral_xml_input *input, const corral_xml_handler *handler,
                              corral_error *err)
{
    corral_error own = CORRAL_ERROR_INIT;
    corral_status status = CORRAL_OK;
    parsing p = {.input = input, .handler = handler, .err = err ? err : &own};
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .cdataBlock = on_text,
                         .entityDecl = on_entity,
                         .reference = on_reference,
                         .serror = on_error};
    p.context = xmlCreatePushParserCtxt(&sax, &p, NULL, 0, NULL);
    if (!p.context) TRY(corral_no_memory(0, err));
    xmlCtxtUseOptions(p.context, XML_PARSE_NONET | (input->is_utf8 ? XML_PARSE_IGNORE_ENC : 0));
    TRY(feed(&p, p.err));
done:
    if (p.context && p.context->myDoc) xmlFreeDoc(p.context->myDoc);
    xmlFreeParserCtxt(p.context);
    corral_text_release(&p.values);
    return status;
}
