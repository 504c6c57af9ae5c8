#include <stdexcept>

#include "base/text.h"
#include "samples/stories.h"
#include "support/evtx_builder.h"

namespace doctor::test {

namespace {

EvtxElement to_element(const XmlNode& node) {
  EvtxElement element{node.name, node.attributes, node.text, {}};
  for (const XmlNode& child : node.children) element.children.push_back(to_element(child));
  return element;
}

// Longer than any text that Schannel writes: a certificate.
constexpr std::size_t kLongestText = 300;

// Schannel's numbers are stored as numbers; the rest of the samples' fields are texts in Windows, too.
EvtxValue typed(const XmlEvent& event, const std::string& text) {
  const auto number = parse_integer(text);
  if (event.provider == "Schannel" && number && *number <= 0xffffffffU)
    return EvtxValue::uint32(static_cast<std::uint32_t>(*number));
  if (const auto bytes = text.size() > kLongestText ? from_hex(text) : std::nullopt; event.provider == "Schannel" && bytes)
    return EvtxValue::binary(*bytes);
  return EvtxValue::text(text);
}

EvtxRecord to_record(const XmlEvent& e) {
  EvtxRecord record(e.provider, static_cast<std::uint16_t>(e.id));
  record.level(static_cast<std::uint8_t>(e.event_level))
      .task(static_cast<std::uint16_t>(e.event_task))
      .keywords(e.event_keywords);
  record.at(e.time).record_id(e.record_id).process(e.pid, e.tid).channel(e.channel_name).computer(e.computer_name);
  if (!e.provider_guid.empty()) record.guid(e.provider_guid);
  if (!e.source_name.empty()) record.source_name(e.source_name);
  if (e.event_qualifiers >= 0) record.qualifiers(static_cast<std::uint16_t>(e.event_qualifiers));
  if (!e.user_sid.empty()) record.user(e.user_sid);
  if (e.payload == XmlPayload::user_data) {
    record.user_data(to_element(e.nodes.front()));
    return record;
  }
  std::vector<std::string> unnamed;
  for (const XmlNode& node : e.nodes) {
    if (node.name == "Binary") {
      record.binary(from_hex(node.text).value());
    } else if (node.attributes.empty()) {
      unnamed.push_back(node.text);
    } else {
      record.data(node.attributes.front().second, typed(e, node.text));
    }
  }
  if (!unnamed.empty()) record.strings(unnamed);
  return record;
}

}  // namespace

std::string sample_bytes(const SampleLog& log) {
  switch (log.format) {
    case SampleFormat::evtx: {
      EvtxBuilder builder;
      for (const XmlEvent& e : log.events) builder.record(to_record(e));
      return builder.build();
    }
    case SampleFormat::event_viewer_xml:
      return xml_export(log.events, XmlShape::event_viewer, XmlEncoding::utf8);
    case SampleFormat::wevtutil_xml:
      return xml_export(log.events, XmlShape::wevtutil_rootless, XmlEncoding::utf16le_bom);
  }
  throw std::invalid_argument("no such format");
}

}  // namespace doctor::test
