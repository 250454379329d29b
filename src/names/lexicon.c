/* The lists are in byte order for bsearch. Words are those of English names, and what stands around
 * names in neighbouring languages; a word that is missing costs a proposal, never a wrong one. */
#include "names/lexicon.h"

#include <stdlib.h>
#include <string.h>

enum {
    S = NAMES_STOP,
    J = NAMES_JOINER,
    T = NAMES_TITLE,
    F = NAMES_FORM,
    E = NAMES_TAIL,
    O = NAMES_ORDINARY,
    X = NAMES_EXACT,
    M = NAMES_MAN,
    W = NAMES_WOMAN
};

typedef struct listed {
    const char *word;
    unsigned flags;
} listed;

/* clang-format off */
static const listed words[] = {
    {"a", S}, {"ab", F}, {"academy", O}, {"access", O}, {"action", O}, {"adult", O | X},
    {"advocate", O}, {"after", X}, {"ag", F}, {"against", X}, {"agency", E | O}, {"aid", O},
    {"alliance", O}, {"an", S}, {"and", S}, {"aps", F}, {"art", O}, {"as", F}, {"assembly", O},
    {"association", O}, {"at", S | J}, {"authority", E | O}, {"bank", O}, {"before", X},
    {"board", O}, {"book", O}, {"boy", X}, {"business", O}, {"bv", F}, {"campaign", O},
    {"care", O}, {"career", O}, {"cbe", F}, {"center", O}, {"central", O | X}, {"charity", O},
    {"child", O | X}, {"church", O}, {"cic", F}, {"cio", F}, {"citizen", O}, {"city", O},
    {"civic", O}, {"clinic", O}, {"club", O}, {"co", F}, {"coalition", O}, {"college", O},
    {"commerce", O}, {"commission", O}, {"committee", O}, {"common", O}, {"community", O},
    {"company", E | O}, {"conference", O}, {"connection", O}, {"consortium", O}, {"consumer", O},
    {"cooperative", O}, {"corp", F}, {"corporation", F | O}, {"corps", O}, {"council", O},
    {"counsel", O}, {"country", O}, {"county", O}, {"court", O}, {"crisis", O}, {"culture", O},
    {"da", S | J}, {"dame", T | W}, {"das", S}, {"de", S | J}, {"decrease", X}, {"del", S | J},
    {"den", S | J}, {"dental", O}, {"department", O}, {"der", S | J}, {"des", S | J},
    {"development", O}, {"dhr", T}, {"di", S | J}, {"die", S}, {"disability", O}, {"district", O},
    {"division", O}, {"do", S | J}, {"doctor", T}, {"dos", S | J}, {"dr", T}, {"du", S | J},
    {"e", S}, {"early", O | X}, {"east", O | X}, {"eastern", X}, {"economic", O}, {"edd", F},
    {"education", O}, {"eg", F}, {"eight", X}, {"eighth", X}, {"el", S}, {"elderly", O},
    {"elementary", O | X}, {"eleven", X}, {"eleventh", X}, {"emergency", O}, {"employment", O},
    {"en", S}, {"energy", O}, {"engineering", O}, {"environment", O}, {"esq", F}, {"et", S},
    {"ev", F}, {"fair", O}, {"faith", O}, {"family", O}, {"farm", O}, {"federation", O},
    {"fellowship", O}, {"female", X}, {"fewer", X}, {"fifth", X}, {"fire", O}, {"first", O | X},
    {"five", X}, {"food", O}, {"for", S | J}, {"forum", O}, {"foundation", O}, {"four", X},
    {"fourth", X}, {"fr", T}, {"frau", T | W}, {"friend", O}, {"fund", O}, {"garden", O},
    {"general", O}, {"ggmbh", F}, {"girl", X}, {"gmbh", F}, {"government", O}, {"group", E | O},
    {"growth", O}, {"guild", O}, {"hall", O}, {"health", O}, {"help", O}, {"herr", T | M},
    {"high", O | X}, {"history", O}, {"home", O}, {"hon", T}, {"honorable", T}, {"honourable", T},
    {"hope", O}, {"horse", O}, {"hospital", O}, {"house", O}, {"housing", O}, {"human", O},
    {"ii", X}, {"iii", X}, {"il", S}, {"in", S | J}, {"inc", F}, {"incorporated", F},
    {"increase", X}, {"independent", O}, {"industry", O}, {"infant", X}, {"initiative", O},
    {"inner", X}, {"institute", O}, {"insurance", O}, {"international", O}, {"iv", X}, {"ix", X},
    {"jd", F}, {"job", O}, {"jr", X}, {"junior", X}, {"justice", O}, {"kc", F}, {"kg", F},
    {"la", S}, {"labor", O}, {"land", O}, {"las", S}, {"late", X}, {"law", O}, {"le", S},
    {"leader", O}, {"leadership", O}, {"league", O}, {"learning", O}, {"legal", O}, {"les", S},
    {"less", X}, {"library", O}, {"life", O}, {"limited", F}, {"llc", F}, {"llp", F}, {"local", O},
    {"lodge", O}, {"los", S}, {"low", X}, {"lower", X}, {"lp", F}, {"ltd", F}, {"madam", T | W},
    {"male", X}, {"man", X}, {"management", O}, {"marital", O}, {"martial", O}, {"mbe", F},
    {"md", F}, {"meal", O}, {"mediation", O}, {"medical", O}, {"medication", O}, {"meditation", O},
    {"member", O}, {"memorial", O}, {"men", X}, {"mental", O}, {"mep", F}, {"mevr", T | W},
    {"middle", X}, {"ministry", O}, {"miss", T | W}, {"mission", O}, {"mlle", T | W},
    {"mme", T | W}, {"more", X}, {"mp", F}, {"mph", F}, {"mr", T | M}, {"mrs", T | W},
    {"ms", T | W}, {"msw", F}, {"museum", O}, {"music", O}, {"mx", T}, {"national", O},
    {"neighbor", O}, {"neighborhood", O}, {"network", O}, {"new", O}, {"nfp", F}, {"ngo", F},
    {"nine", X}, {"ninth", X}, {"no", X}, {"non", X}, {"north", O | X}, {"northeast", X},
    {"northern", X}, {"northwest", X}, {"not", X}, {"nurse", O}, {"nutrition", O}, {"nv", F},
    {"obe", F}, {"of", S | J}, {"office", O}, {"on", S | J}, {"one", X}, {"open", O},
    {"organization", E | O}, {"outer", X}, {"over", X}, {"oy", F}, {"parent", O}, {"park", O},
    {"partner", O}, {"partnership", O}, {"patent", O}, {"patient", O}, {"pc", F}, {"peace", O},
    {"people", O}, {"pharmacy", O}, {"phd", F}, {"place", O}, {"planning", O}, {"plc", F},
    {"pllc", F}, {"police", O}, {"post", X}, {"practice", O}, {"pre", X}, {"preschool", O},
    {"prevention", O}, {"primary", X}, {"private", O | X}, {"probation", O}, {"prof", T},
    {"professor", T}, {"program", O}, {"project", O}, {"promise", O}, {"pty", F},
    {"public", O | X}, {"qc", F}, {"recovery", O}, {"reduce", X}, {"region", O}, {"regional", O},
    {"relief", O}, {"rental", O}, {"research", O}, {"resource", O}, {"rev", T}, {"reverend", T},
    {"right", O}, {"river", O}, {"rn", F}, {"road", O}, {"royal", O}, {"rt", T}, {"rural", O},
    {"sa", F}, {"safe", O}, {"safety", O}, {"sarl", F}, {"sas", F}, {"school", O}, {"science", O},
    {"second", X}, {"secondary", X}, {"senior", O | X}, {"senor", T}, {"senora", T},
    {"service", E | O}, {"seven", X}, {"seventh", X}, {"shelter", O}, {"sir", T | M},
    {"sister", O}, {"six", X}, {"sixth", X}, {"social", O}, {"society", O}, {"south", O | X},
    {"southeast", X}, {"southern", X}, {"southwest", X}, {"spa", F}, {"special", O}, {"sport", O},
    {"sr", T}, {"sra", T}, {"srl", F}, {"st", O}, {"state", O}, {"station", O}, {"street", O},
    {"student", O}, {"support", O}, {"task", O}, {"team", O}, {"technical", O}, {"technology", O},
    {"ten", X}, {"tenant", O}, {"tenth", X}, {"the", S}, {"third", X}, {"three", X}, {"town", O},
    {"trail", O}, {"training", O}, {"transit", O}, {"transport", O}, {"treatment", O},
    {"trial", O}, {"trust", O}, {"twelfth", X}, {"twelve", X}, {"two", X}, {"und", S},
    {"under", X}, {"union", O}, {"united", O}, {"unity", O}, {"university", O}, {"upper", X},
    {"urban", O}, {"valley", O}, {"van", S | J}, {"veteran", O}, {"vi", X}, {"vii", X},
    {"viii", X}, {"village", O}, {"voice", O}, {"volunteer", O}, {"von", S | J}, {"welfare", O},
    {"west", O | X}, {"western", X}, {"without", X}, {"woman", O | X}, {"women", O | X},
    {"work", O}, {"worker", O}, {"workforce", O}, {"world", O}, {"xi", X}, {"xii", X}, {"y", S},
    {"young", O}, {"youth", O | X}, {"zero", X}, {"zu", S | J},
};

/* Other spellings and abbreviations. */
typedef struct spelling {
    const char *word, *plain;
} spelling;

static const spelling spellings[] = {
    {"1st", "first"}, {"2nd", "second"}, {"3rd", "third"}, {"4th", "fourth"}, {"5th", "fifth"},
    {"admin", "administration"}, {"adviser", "advisor"}, {"advisers", "advisor"},
    {"advisors", "advisor"}, {"agencies", "agency"}, {"assn", "association"},
    {"assoc", "association"}, {"assoca", "association"}, {"assocn", "association"},
    {"ave", "avenue"}, {"behav", "behavioral"}, {"behavioural", "behavioral"},
    {"bldg", "building"}, {"catalogue", "catalog"}, {"cent", "center"}, {"centre", "center"},
    {"children", "child"}, {"childrens", "child"}, {"cmte", "committee"}, {"cmty", "community"},
    {"cncl", "council"}, {"cntr", "center"}, {"cnty", "county"}, {"co", "company"},
    {"colour", "color"}, {"commn", "commission"}, {"commty", "community"}, {"coop", "cooperative"},
    {"corp", "corporation"}, {"counselling", "counseling"}, {"ctr", "center"},
    {"cttee", "committee"}, {"defence", "defense"}, {"dept", "department"},
    {"depts", "department"}, {"dev", "development"}, {"devt", "development"}, {"dist", "district"},
    {"dpt", "department"}, {"edu", "education"}, {"educ", "education"}, {"elem", "elementary"},
    {"enrolment", "enrollment"}, {"fdn", "foundation"}, {"fed", "federation"}, {"fibre", "fiber"},
    {"fndn", "foundation"}, {"ft", "fort"}, {"gov", "government"}, {"govt", "government"},
    {"grey", "gray"}, {"grp", "group"}, {"harbour", "harbor"}, {"honour", "honor"},
    {"hosp", "hospital"}, {"inc", "incorporated"}, {"inst", "institute"},
    {"internatl", "international"}, {"intl", "international"}, {"jewellery", "jewelry"},
    {"lab", "laboratory"}, {"labour", "labor"}, {"labs", "laboratory"}, {"lib", "library"},
    {"licence", "license"}, {"ltd", "limited"}, {"med", "medical"}, {"men", "man"},
    {"mens", "man"}, {"metre", "meter"}, {"mgmt", "management"}, {"mgt", "management"},
    {"mt", "mount"}, {"muni", "municipality"}, {"natl", "national"}, {"nbhd", "neighborhood"},
    {"neighbour", "neighbor"}, {"neighbourhood", "neighborhood"}, {"org", "organization"},
    {"organisation", "organization"}, {"orgs", "organization"}, {"paediatric", "pediatric"},
    {"persons", "person"}, {"pgm", "program"}, {"pres", "president"}, {"prog", "program"},
    {"programme", "program"}, {"pship", "partnership"}, {"rep", "representative"}, {"saint", "st"},
    {"sankt", "st"}, {"sch", "school"}, {"schl", "school"}, {"serv", "service"},
    {"servs", "service"}, {"soc", "society"}, {"str", "st"}, {"street", "st"}, {"svc", "service"},
    {"svcs", "service"}, {"technologies", "technology"}, {"theatre", "theater"},
    {"traveller", "traveler"}, {"univ", "university"}, {"universities", "university"},
    {"women", "woman"}, {"womens", "woman"},
};
/* clang-format on */

static int by_word(const void *word, const void *entry)
{
    return strcmp(word, *(const char *const *)entry);
}

unsigned names_lexicon_flags(const char *word)
{
    const listed *found =
        bsearch(word, words, sizeof words / sizeof *words, sizeof *words, by_word);
    return found ? found->flags : 0;
}

/* Letters of a singular, length if it is none: by spelling alone, so "news" loses its s too, in
 * every name alike. */
static size_t without_plural(const char *word, size_t length)
{
    if (length < 4 || word[length - 1] != 's') return length;
    char before = word[length - 2];
    if (before == 's' || before == 'u' || before == 'i') return length;
    if (length > 5 && before == 'e') {
        char end = word[length - 3], beside = word[length - 4];
        if (end == 'x' || (end == 's' && beside == 's') || (end == 'h' && strchr("cs", beside)))
            return length - 2;
    }
    return length - 1;
}

corral_status names_lexicon_stem(const char *word, size_t length, bool is_plain, corral_text *out,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const spelling *found =
        bsearch(word, spellings, sizeof spellings / sizeof *spellings, sizeof *spellings, by_word);
    out->length = 0;
    if (!found && is_plain) {
        size_t singular = without_plural(word, length);
        bool is_y = length - singular == 1 && singular > 4 && !memcmp(word + singular - 2, "ie", 2);
        TRY(corral_text_append(out, word, is_y ? singular - 2 : singular, err));
        if (is_y) TRY(corral_text_append(out, "y", 1, err));
        found = bsearch(out->bytes, spellings, sizeof spellings / sizeof *spellings,
                        sizeof *spellings, by_word);
        if (!found) return CORRAL_OK;
        out->length = 0;
    }
    if (found)
        TRY(corral_text_append(out, found->plain, strlen(found->plain), err));
    else
        TRY(corral_text_append(out, word, length, err));
done:
    return status;
}
