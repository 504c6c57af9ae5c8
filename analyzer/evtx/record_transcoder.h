#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "event/text_editor.h"
#include "evtx/element_copier.h"
#include "evtx/field_place.h"
#include "evtx/limits.h"
#include "evtx/portable_xml.h"
#include "evtx/record_place.h"
#include "evtx/template.h"
#include "evtx/template_library.h"

namespace doctor::evtx {

/// Takes records out of their chunks, so that ChunkWriter can put them into others. Reads what ChunkReader reads: what a reader would
/// leave out of a damaged record is left out of the copy. Values are copied byte for byte, but for binary XML in them, which is taken
/// apart like the record itself, and for what an editor replaces.
/// Bounded as reading is (limits.h), per chunk; and see ElementCopier::kMostBytes.
/// Threads: one at a time.
class RecordTranscoder {
 public:
  /// `editor`: null to copy everything as it is. Must outlive this.
  explicit RecordTranscoder(TextEditor* editor = nullptr);
  ~RecordTranscoder();

  /// From now on offsets are in this chunk, which must live as long as it is worked on.
  void begin(ByteView chunk);

  /// Takes one record, found by a reader, out of the chunk. Returns what is wrong, one clause behind "record N", or nothing.
  std::string_view record(const RecordPlace& place, PortableRecord& out);

 private:
  struct Template {
    std::shared_ptr<const PortableTemplate> portable;
    FieldPlaces places;
  };

  std::size_t instance(std::size_t at, std::size_t limit, PortableRecord& out);
  bool values(const Instance& instance, const Template& of, PortableRecord& out);
  void fragments(std::size_t begin, std::size_t end, PortableRecord& out);
  std::size_t one_fragment(std::size_t at, std::size_t end, PortableRecord& out);
  const Template* template_at(std::uint32_t offset, const Definition& definition);
  bool usual_instance(const RecordPlace& place, std::size_t at, PortableRecord& out);
  static std::uint32_t index_of(const std::shared_ptr<const PortableTemplate>& portable, PortableRecord& out);

  ByteView chunk_;
  TextEditor* editor_;
  Budget budget_;
  TemplateLibrary library_;
  TemplateCache cache_{library_, budget_};
  ElementCopier copier_;
  std::unordered_map<const Definition*, Template> templates_;  ///< until the library forgets
  Template usual_;                                             ///< for records whose own is gone
  unsigned depth_ = 0;
  std::string_view problem_;  ///< of the record at work
};

}  // namespace doctor::evtx
