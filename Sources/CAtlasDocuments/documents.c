#include "CAtlasDocuments.h"

static const unsigned char atlas[] = {
#embed "../../Resources/atlas.json"
};
static const unsigned char itu[] = {
#embed "../../Resources/actors/itu.json"
};
static const unsigned char wto[] = {
#embed "../../Resources/actors/wto.json"
};
static const unsigned char unctad[] = {
#embed "../../Resources/actors/unctad.json"
};
static const unsigned char unece[] = {
#embed "../../Resources/actors/unece.json"
};
static const unsigned char igf[] = {
#embed "../../Resources/actors/igf.json"
};
static const unsigned char cern[] = {
#embed "../../Resources/actors/cern.json"
};
static const unsigned char unige[] = {
#embed "../../Resources/actors/unige.json"
};
static const unsigned char iheid[] = {
#embed "../../Resources/actors/iheid.json"
};

// The order of the actors in the atlas is the order here.
static const atlas_document documents[] = {
    {"atlas.json", atlas, sizeof atlas},
    {"actors/itu.json", itu, sizeof itu},
    {"actors/wto.json", wto, sizeof wto},
    {"actors/unctad.json", unctad, sizeof unctad},
    {"actors/unece.json", unece, sizeof unece},
    {"actors/igf.json", igf, sizeof igf},
    {"actors/cern.json", cern, sizeof cern},
    {"actors/unige.json", unige, sizeof unige},
    {"actors/iheid.json", iheid, sizeof iheid},
};

size_t atlas_document_count(void) { return sizeof documents / sizeof documents[0]; }

atlas_document atlas_document_at(size_t place) { return documents[place]; }
