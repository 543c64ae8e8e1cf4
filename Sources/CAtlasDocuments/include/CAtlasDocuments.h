// The bundled documents, compiled into the binary so that the program is one file.
#ifndef C_ATLAS_DOCUMENTS_H
#define C_ATLAS_DOCUMENTS_H
#include <stddef.h>

/// One document of Resources/: its path below that folder, its bytes (no NUL at the end) and their count.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} atlas_document;

/// How many documents there are.
size_t atlas_document_count(void);

/// The document at a place counted from 0; the place must be below atlas_document_count().
atlas_document atlas_document_at(size_t place);
#endif
