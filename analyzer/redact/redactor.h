#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "event/text_editor.h"
#include "redact/name_book.h"
#include "redact/spans.h"

namespace doctor::redact {

/// Puts pseudonyms into the place of names: where the look or the place of a piece of text says that it is a name, and wherever a name
/// that was met elsewhere occurs. The answers depend on the closed book and the question alone.
/// Threads: one at a time; each has its own. Lifetime: refers to the book.
class Redactor : public TextEditor {
 public:
  explicit Redactor(const NameBook& book) : book_(book) {}

  bool edit(std::string_view text, std::string_view field_name, std::string& out) override;
  bool edit_sid(std::string_view sid_text, std::string& out) override;

  /// Text, SIDs, socket addresses and certificates in bytes are edited as such. What could be a serial number gets a pseudonym of its length;
  /// what nobody can read comes back as zeros, as many as there were.
  bool edit_binary(std::string_view bytes, std::string_view field_name, std::string& out) override;

  /// A path of a file: also what no log names.
  bool edit_path(std::string_view path, std::string& out);
  /// The text, edited or as it is.
  std::string edited(std::string_view text, std::string_view field_name);
  std::string edited_path(std::string_view path);

 private:
  /// What is known from elsewhere and stands at a place of the folded text; its length is 0 if there is nothing.
  struct Known {
    std::size_t length = 0;
    bool is_number = false;
    std::string pseudonym;  ///< not of a number
  };
  Known known_at(std::size_t at) const;
  Known known_address_at(std::size_t at) const;

  bool build(std::string_view text, const std::vector<Span>& spans, std::string& out);
  void replace(std::string_view piece, const Span& span, std::string& out);
  void replace_known(std::string_view text, std::size_t begin, std::size_t end, std::string& out);
  void replace_number(std::string_view piece, bool only_known, std::string& out);
  void fold_text(std::string_view text);

  const NameBook& book_;
  Spans spans_;
  // The text being worked on, folded, and for each of its bytes (and the end) where the character stands in the text; empty if that is
  // the same place.
  std::string folded_;
  std::vector<std::size_t> places_;
  bool changed_ = false;
  bool addresses_ = true;  ///< whether known addresses are looked for
};

}  // namespace doctor::redact
