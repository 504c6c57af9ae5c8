#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "event/text_editor.h"
#include "evtx/portable_xml.h"

namespace doctor::test {

/// The records of a chunk, taken out of it and put into another.
struct Copying {
  explicit Copying(std::string_view chunk, TextEditor* editor = nullptr);

  std::vector<evtx::PortableRecord> records;
  std::vector<std::string> problems;  ///< of those that could not be taken out
  std::string bytes;                  ///< the new chunk; empty if nothing could be copied
};

/// Replaces texts that are listed, whole ones, and notes what it was asked.
class ListedTexts : public TextEditor {
 public:
  std::vector<std::pair<std::string, std::string>> replace;
  std::vector<std::string> asked;  ///< "field=text"

  bool edit(std::string_view text, std::string_view field_name, std::string& out) override;
  bool edit_sid(std::string_view sid_text, std::string& out) override;
  bool edit_binary(std::string_view bytes, std::string_view field_name, std::string& out) override;

  bool was_asked(std::string_view question) const;
};

}  // namespace doctor::test
