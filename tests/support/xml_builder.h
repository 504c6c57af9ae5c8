#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doctor::test {

/// An element of UserData: attributes, then text or children.
struct XmlNode {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;
  std::vector<XmlNode> children;
};

/// Where the fields of an event stand.
enum class XmlPayload { event_data, user_data, processing_error, none };

/// One event as any exporter knows it. Texts are plain; the builder escapes them.
///   XmlEvent("Schannel", 36888).computer("FE01.contoso.local").data("AlertDesc", "40").data("ErrorState", "1205")
class XmlEvent {
 public:
  XmlEvent(std::string provider, std::uint32_t id);  ///< channel as EventBuilder chooses it

  XmlEvent& guid(std::string text);
  XmlEvent& event_source(std::string name);
  XmlEvent& qualifiers(std::uint16_t n);
  XmlEvent& level(unsigned n);
  XmlEvent& task(unsigned n);
  XmlEvent& keywords(std::uint64_t bits);
  XmlEvent& at(std::string iso8601);  ///< as it is to stand in SystemTime
  XmlEvent& record(std::uint64_t id);
  XmlEvent& process(std::uint32_t pid, std::uint32_t tid);
  XmlEvent& channel(std::string name);
  XmlEvent& computer(std::string name);
  XmlEvent& user(std::string sid);
  XmlEvent& activity(std::string guid);

  XmlEvent& data(std::string name, std::string text);
  XmlEvent& unnamed(std::string text);
  XmlEvent& binary(std::string hex);
  XmlEvent& user_data(XmlNode root);         ///< may be called once
  XmlEvent& processing_error(XmlNode leaf);  ///< one child of ProcessingErrorData
  XmlEvent& rendering(std::string message);  ///< the text that RenderingInfo shows, where a shape has it

  /// The members are open to whoever writes a new shape.
  std::string provider, provider_guid, source_name, time = "2015-06-01T07:00:00.000000000Z", channel_name;
  std::string computer_name = "FE01.contoso.local", user_sid = "S-1-5-18", activity_id, message;
  std::uint32_t id = 0, pid = 0, tid = 0;
  int event_qualifiers = -1;
  unsigned event_level = 2, event_task = 0;
  std::uint64_t event_keywords = 0x8000000000000000u, record_id = 1;
  XmlPayload payload = XmlPayload::none;
  std::vector<XmlNode> nodes;  ///< the children of EventData, UserData or ProcessingErrorData
};

/// The forms in which exports are met.
enum class XmlShape {
  event_viewer,       ///< declaration and <Events> root, all in one line but pretty enough: "Save all events as XML"
  wevtutil_root,      ///< wevtutil qe /e:Events
  wevtutil_rootless,  ///< wevtutil qe: events back to back, indented, single quotes
  one_per_line,       ///< a collector's export
  forum_paste,        ///< copied from a browser's tree view: "- " before the tags that have children
  prefixed,           ///< e:Event and so on
  declared_each,      ///< an XML declaration before every event
};

enum class XmlEncoding { utf8, utf8_bom, utf16le, utf16le_bom, utf16be, utf16be_bom };

/// "<Event ...>...</Event>" in the given shape, no line end behind it. With a message, RenderingInfo follows the data.
std::string event_xml(const XmlEvent& event, XmlShape shape);
/// A whole file.
std::string xml_export(std::span<const XmlEvent> events, XmlShape shape, XmlEncoding encoding = XmlEncoding::utf8);
std::string encode_xml(std::string_view utf8, XmlEncoding encoding);

}  // namespace doctor::test
