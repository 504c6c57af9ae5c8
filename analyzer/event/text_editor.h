#pragma once
#include <string>
#include <string_view>

namespace doctor {

/// Replaces texts of an event while it is copied: names of people and computers, addresses, security identifiers. What copies events
/// calls it for every text that the event holds, wherever it is stored, and writes what it says; what it leaves alone is copied as it
/// was. The copy keeps its structure, its numbers and its times in any case.
///
/// `text` is one text in UTF-8, not escaped, without trailing NULs; it may hold any characters. A text that a log keeps in pieces (a
/// literal with an entity in its middle, say) is given in one piece. An empty text is never asked about.
///
/// `field_name` says where the text stands, by the name of an XML export:
///   - a <Data Name='X'>: "X"; a <Data> without a name, also each item of a list: "Data";
///   - any other element's content: the element's local name, as "Computer", "Channel", "Message";
///   - an attribute's value: the attribute's local name, as "UserID", "subjectName".
/// It may be empty: where the place is not known.
/// Not asked about: names (of elements, of attributes, of <Data>), namespaces, and in <System> everything but <Computer> and what is not
/// always there (Security's UserID, say): provider, channel, ids, times and numbers are what every reader and rule finds events by.
/// A SID, an address or a name that stands inside of a text is a part of that text; only what is stored as a SID is asked as one.
///
/// The answer must depend on the arguments alone and not on the order of the questions, or equal logs give different copies: texts of a
/// template are asked about once for many events.
/// Threads: one at a time. Lifetime: of `text` and `field_name`, the call.
class TextEditor {
 public:
  virtual ~TextEditor() = default;

  /// True if the text is to be replaced; then `out`, which comes in any state, is what to write: well-formed UTF-8, any length (an
  /// event that no longer fits into a log's chunk because of it is left out, and reported).
  virtual bool edit(std::string_view text, std::string_view field_name, std::string& out) = 0;

  /// The same for a security identifier that is stored as one, in its usual form: "S-1-5-21-1004336348-1177238915-682003330-512". What
  /// is written to `out` must be of that form too; if it is not, S-1-0-0 (nobody) is written, never the old one.
  virtual bool edit_sid(std::string_view sid_text, std::string& out) = 0;

  /// The same for a value that is stored as bytes without a meaning known to the log (binary data of classic events, a text or SID that
  /// is stored wrongly): both sides are bytes. Left alone if not overridden.
  virtual bool edit_binary(std::string_view bytes, std::string_view field_name, std::string& out) {
    (void)bytes, (void)field_name, (void)out;
    return false;
  }
};

}  // namespace doctor
