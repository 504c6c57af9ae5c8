#include "support/xml_builder.h"

#include "base/text.h"

namespace doctor::test {

namespace {

constexpr std::string_view kNamespace = "http://schemas.microsoft.com/win/2004/08/events/event";

/// Writes elements in one shape.
class Writer {
 public:
  explicit Writer(XmlShape shape)
      : prefix_(shape == XmlShape::prefixed ? "e:" : ""),
        quote_(shape == XmlShape::wevtutil_rootless || shape == XmlShape::wevtutil_root ? '\'' : '"'),
        indented_(shape == XmlShape::forum_paste || shape == XmlShape::wevtutil_rootless ||
                  shape == XmlShape::wevtutil_root || shape == XmlShape::event_viewer),
        dashes_(shape == XmlShape::forum_paste) {}

  void element(const XmlNode& node, int depth, bool prefixed) {
    line(depth, !node.children.empty());
    const std::string name = (prefixed ? prefix_ : "") + node.name;
    out += "<" + name;
    for (const auto& [key, value] : node.attributes) {
      out += " " + key + "=" + quote_;
      escape(value);
      out += quote_;
    }
    if (node.text.empty() && node.children.empty()) {
      out += "/>";
      return;
    }
    out += ">";
    escape(node.text);
    for (const XmlNode& child : node.children) element(child, depth + 1, prefixed);
    if (!node.children.empty()) line(depth, false);
    out += "</" + name + ">";
  }

  std::string out;

 private:
  void line(int depth, bool has_children) {
    if (!indented_ || (depth == 0 && out.empty() && !dashes_)) return;
    if (!out.empty()) out += "\r\n";
    out.append(static_cast<std::size_t>(2 * depth), ' ');
    if (dashes_) out += has_children ? "- " : "  ";
  }
  void escape(std::string_view text) {
    for (const char c : text) {
      if (c == '&') {
        out += "&amp;";
      } else if (c == '<') {
        out += "&lt;";
      } else if (c == quote_) {
        out += c == '"' ? "&quot;" : "&apos;";
      } else {
        out += c;
      }
    }
  }

  std::string prefix_;
  char quote_;
  bool indented_, dashes_;
};

std::string hex(std::uint64_t n) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) {
    const auto digit = (n >> shift) & 15;
    if (digit != 0 || !out.empty() || shift == 0) out += kDigits[digit];
  }
  return "0x" + out;
}

XmlNode text_node(std::string name, std::string text) {
  return {std::move(name), {}, std::move(text), {}};
}

XmlNode system_node(const XmlEvent& e) {
  XmlNode provider{"Provider", {{"Name", e.provider}}, "", {}};
  if (!e.provider_guid.empty()) provider.attributes.emplace_back("Guid", e.provider_guid);
  if (!e.source_name.empty()) provider.attributes.emplace_back("EventSourceName", e.source_name);
  XmlNode event_id = text_node("EventID", std::to_string(e.id));
  if (e.event_qualifiers >= 0) event_id.attributes.emplace_back("Qualifiers", std::to_string(e.event_qualifiers));
  XmlNode correlation{"Correlation", {}, "", {}};
  if (!e.activity_id.empty()) correlation.attributes.emplace_back("ActivityID", e.activity_id);
  XmlNode security{"Security", {}, "", {}};
  if (!e.user_sid.empty()) security.attributes.emplace_back("UserID", e.user_sid);
  return {"System",
          {},
          "",
          {provider,
           event_id,
           text_node("Version", "0"),
           text_node("Level", std::to_string(e.event_level)),
           text_node("Task", std::to_string(e.event_task)),
           text_node("Opcode", "0"),
           text_node("Keywords", hex(e.event_keywords)),
           {"TimeCreated", {{"SystemTime", e.time}}, "", {}},
           text_node("EventRecordID", std::to_string(e.record_id)),
           correlation,
           {"Execution", {{"ProcessID", std::to_string(e.pid)}, {"ThreadID", std::to_string(e.tid)}}, "", {}},
           text_node("Channel", e.channel_name),
           text_node("Computer", e.computer_name),
           security}};
}

XmlNode payload_node(const XmlEvent& e) {
  const char* name = e.payload == XmlPayload::user_data          ? "UserData"
                     : e.payload == XmlPayload::processing_error ? "ProcessingErrorData"
                                                                 : "EventData";
  return {name, {}, "", e.nodes};
}

XmlNode rendering_node(const XmlEvent& e) {
  return {"RenderingInfo",
          {{"Culture", "en-US"}},
          "",
          {text_node("Message", e.message),
           text_node("Level", "Error"),
           text_node("Provider", ""),
           {"Keywords", {}, "", {text_node("Keyword", "Classic")}}}};
}

}  // namespace

XmlEvent::XmlEvent(std::string name, std::uint32_t event_id) : provider(std::move(name)), id(event_id) {
  channel_name = provider.starts_with("LS ")             ? "Lync Server"
                 : provider == "Microsoft-Windows-CAPI2" ? "Microsoft-Windows-CAPI2/Operational"
                                                         : "System";
}

XmlEvent& XmlEvent::guid(std::string text) {
  return provider_guid = std::move(text), *this;
}
XmlEvent& XmlEvent::event_source(std::string name) {
  return source_name = std::move(name), *this;
}
XmlEvent& XmlEvent::qualifiers(std::uint16_t n) {
  return event_qualifiers = n, *this;
}
XmlEvent& XmlEvent::level(unsigned n) {
  return event_level = n, *this;
}
XmlEvent& XmlEvent::task(unsigned n) {
  return event_task = n, *this;
}
XmlEvent& XmlEvent::keywords(std::uint64_t bits) {
  return event_keywords = bits, *this;
}
XmlEvent& XmlEvent::at(std::string iso8601) {
  return time = std::move(iso8601), *this;
}
XmlEvent& XmlEvent::record(std::uint64_t n) {
  return record_id = n, *this;
}
XmlEvent& XmlEvent::process(std::uint32_t p, std::uint32_t t) {
  return pid = p, tid = t, *this;
}
XmlEvent& XmlEvent::channel(std::string name) {
  return channel_name = std::move(name), *this;
}
XmlEvent& XmlEvent::computer(std::string name) {
  return computer_name = std::move(name), *this;
}
XmlEvent& XmlEvent::user(std::string sid) {
  return user_sid = std::move(sid), *this;
}
XmlEvent& XmlEvent::activity(std::string guid_text) {
  return activity_id = std::move(guid_text), *this;
}
XmlEvent& XmlEvent::rendering(std::string text) {
  return message = std::move(text), *this;
}

XmlEvent& XmlEvent::data(std::string name, std::string text) {
  payload = XmlPayload::event_data;
  nodes.push_back({"Data", {{"Name", std::move(name)}}, std::move(text), {}});
  return *this;
}

XmlEvent& XmlEvent::unnamed(std::string text) {
  payload = XmlPayload::event_data;
  nodes.push_back(text_node("Data", std::move(text)));
  return *this;
}

XmlEvent& XmlEvent::binary(std::string hex_text) {
  payload = XmlPayload::event_data;
  nodes.push_back(text_node("Binary", std::move(hex_text)));
  return *this;
}

XmlEvent& XmlEvent::user_data(XmlNode root) {
  payload = XmlPayload::user_data;
  nodes = {std::move(root)};
  return *this;
}

XmlEvent& XmlEvent::processing_error(XmlNode leaf) {
  payload = XmlPayload::processing_error;
  nodes.push_back(std::move(leaf));
  return *this;
}

std::string event_xml(const XmlEvent& event, XmlShape shape) {
  const std::string xmlns = shape == XmlShape::prefixed ? "xmlns:e" : "xmlns";
  XmlNode root{"Event", {{xmlns, std::string(kNamespace)}}, "", {system_node(event)}};
  if (event.payload != XmlPayload::none) root.children.push_back(payload_node(event));
  if (!event.message.empty()) root.children.push_back(rendering_node(event));
  Writer writer(shape);
  writer.element(root, 0, true);
  return writer.out;
}

std::string xml_export(std::span<const XmlEvent> events, XmlShape shape, XmlEncoding encoding) {
  constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n";
  const bool rooted = shape == XmlShape::event_viewer || shape == XmlShape::wevtutil_root;
  std::string out;
  if (shape == XmlShape::event_viewer) out += kDeclaration;
  if (rooted) out += "<Events>";
  for (const XmlEvent& event : events) {
    if (shape == XmlShape::declared_each) out += kDeclaration;
    out += event_xml(event, shape);
    if (shape != XmlShape::event_viewer && shape != XmlShape::wevtutil_rootless) out += "\n";
  }
  if (rooted) out += "</Events>\r\n";
  return encode_xml(out, encoding);
}

std::string encode_xml(std::string_view utf8, XmlEncoding encoding) {
  switch (encoding) {
    case XmlEncoding::utf8:
      return std::string(utf8);
    case XmlEncoding::utf8_bom:
      return "\xEF\xBB\xBF" + std::string(utf8);
    case XmlEncoding::utf16le:
      return to_utf16le(utf8);
    case XmlEncoding::utf16le_bom:
      return "\xFF\xFE" + to_utf16le(utf8);
    case XmlEncoding::utf16be:
    case XmlEncoding::utf16be_bom:
      break;
  }
  std::string out = to_utf16le(utf8);
  for (std::size_t i = 0; i + 1 < out.size(); i += 2) std::swap(out[i], out[i + 1]);
  return encoding == XmlEncoding::utf16be_bom ? "\xFE\xFF" + out : out;
}

}  // namespace doctor::test
