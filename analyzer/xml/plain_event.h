#pragma once
#include <cstddef>
#include <string_view>

namespace doctor::xml {

/// A quick look at an event that is written the way every exporter writes it: the end of the <Event> whose start tag begins at
/// `begin`, or 0 if it must be looked at closely (Splitter does). It passes 64 bytes at a time, and says yes only if
/// - "<" and ">" alternate, so that neither occurs in a value,
/// - behind every "<" is a letter or a slash: no comment, CDATA section, instruction, declaration or stray "<",
/// - the quotes inside each tag pair up, are all of one kind within the event, and behind each closing one is a blank, "/" or ">",
/// - as many elements are closed as are opened, and never more than kMaxDepth are open,
/// - no other element named Event, with or without prefix, begins before "</Event>".
/// Then the slow way finds the same end and no flaw either; a test insists.
std::size_t plain_event_end(std::string_view text, std::size_t begin);

/// The same with what every processor of this kind has, and without any special instructions: for those that have no more, and for tests.
std::size_t plain_event_end_quickly(std::string_view text, std::size_t begin);
std::size_t plain_event_end_plainly(std::string_view text, std::size_t begin);

}  // namespace doctor::xml
