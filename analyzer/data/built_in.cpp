// Apart from the rest of the folder: the program that makes embedded.cpp is built from that rest.
#include <string>
#include <utility>

#include "data/embedded.h"
#include "data/store.h"

namespace doctor {

namespace {

std::string_view view(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

DataStore DataStore::built_in(bool rules) {
  DataStore store;
  store.documents_.reserve(kEmbeddedCount);
  for (std::size_t i = 0; i < kEmbeddedCount; ++i) {
    const EmbeddedFile& f = kEmbedded[i];
    Document document{f.path, std::string("rules/") + f.path, view(f.text, f.text_size), true,
                      view(f.packed, f.packed_size)};
    const DocumentKind kind = document_kind(document);
    if (!rules && kind != DocumentKind::knowledge && kind != DocumentKind::logsources) continue;
    store.documents_.push_back(std::move(document));
  }
  store.fingerprint_ = Fingerprint(kEmbeddedFingerprint);
  if (!rules) store.fingerprint_.add_field("without rules");
  return store;
}

}  // namespace doctor
