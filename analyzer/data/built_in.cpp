// Apart from the rest of the folder: the program that makes embedded.cpp is built from that rest.
#include <string>

#include "data/embedded.h"
#include "data/store.h"

namespace doctor {

namespace {

std::string_view view(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

DataStore DataStore::built_in() {
  DataStore store;
  store.documents_.reserve(kEmbeddedCount);
  for (std::size_t i = 0; i < kEmbeddedCount; ++i) {
    const EmbeddedFile& f = kEmbedded[i];
    store.documents_.push_back(
        {f.path, std::string("rules/") + f.path, view(f.text, f.text_size), true, view(f.packed, f.packed_size)});
  }
  store.fingerprint_ = Fingerprint(kEmbeddedFingerprint);
  return store;
}

}  // namespace doctor
