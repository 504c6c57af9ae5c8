#include "catalogue/case_logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <stdexcept>

#include "base/text.h"
#include "catalogue/case_certificates.h"
#include "samples/log_writer.h"

namespace doctor::test {

namespace {

constexpr double kHour = 3600;
constexpr std::uint64_t kClassic = 0x80000000000000;

struct Provider {
  std::string_view name, guid, source_name;
  unsigned task;  ///< of a classic Lync source: its facility
};
constexpr Provider kProviders[] = {
    {"Schannel", "{1f678132-5938-4686-9fdc-c8ff68f15c85}", "", 0},
    {"Microsoft-Windows-CAPI2", "{5bbca4a8-b209-48dc-a8c7-b23d3e5216fb}", "", 0},
    {"Service Control Manager", "{555908d1-a6d7-4695-8e1e-26931d2012f4}", "Service Control Manager", 0},
    {"Microsoft-Windows-CertificationAuthority", "{6a71d062-9afe-4f35-ad08-52134f85dfb9}", "CertSvc", 0},
    {"Microsoft-Windows-CertificateServicesClient-AutoEnrollment", "{f0db7ef8-b6f3-4005-9937-feb77b9e1b43}",
     "AutoEnrollment", 0},
    {"LS Server", "", "", 1000},
    {"LS Protocol Stack", "", "", 1001},
    {"LS User Services", "", "", 1006},
    {"LS Centralized Logging Agent", "", "", 1007},
    {"LS User Replicator", "", "", 1009},
    {"LS Data MCU", "", "", 1018},
    {"LS MCU Infrastructure", "", "", 1022},
    {"LS UserPin Service", "", "", 1044},
    {"LS File Transfer Agent Service", "", "", 1121},
    {"LS Backup Service", "", "", 4000},
    {"LS Storage Service", "", "", 4006},
};

void add_origin(XmlEvent& out, const std::string& provider, unsigned level) {
  const auto* known = std::find_if(std::begin(kProviders), std::end(kProviders),
                                   [&](const Provider& p) { return p.name == provider; });
  const bool lync = provider.starts_with("LS ");
  const unsigned severity = level == 4 ? 1 : level == 3 ? 2 : 3;
  if (lync) {
    const unsigned task = known == std::end(kProviders) ? 0 : known->task;
    out.task(task).qualifiers(static_cast<std::uint16_t>(severity << 14 | task)).keywords(kClassic);
    out.process(0, 0).user("");
    return;
  }
  if (known == std::end(kProviders)) return;
  out.guid(std::string(known->guid));
  if (known->source_name.empty()) return;
  out.event_source(std::string(known->source_name)).keywords(0x8080000000000000);
  out.qualifiers(static_cast<std::uint16_t>(severity << 14));
}

XmlNode node_of(const pugi::xml_node& element) {
  XmlNode out;
  out.name = element.name();
  for (const pugi::xml_attribute& a : element.attributes()) out.attributes.emplace_back(a.name(), a.value());
  for (const pugi::xml_node& child : element.children()) {
    if (child.type() == pugi::node_element) {
      out.children.push_back(node_of(child));
    } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      out.text += trim(child.value());
    }
  }
  return out;
}

void add_payload(XmlEvent& out, const CaseEvent& event) {
  if (!event.user_data.empty()) {
    pugi::xml_document document;
    const auto result = document.load_buffer(event.user_data.data(), event.user_data.size());
    if (!result) {
      throw std::runtime_error(fmt::format("user_data of event {}, at {}: {}", event.id, result.offset, result.description()));
    }
    out.user_data(node_of(document.document_element()));
    return;
  }
  for (const auto& [name, value] : event.data) out.data(name, value);
  for (const std::string& text : event.strings) out.unnamed(text);
  std::string binary = event.binary;
  if (!event.service.empty()) {
    std::string bytes = to_utf16le(event.service);
    bytes.append(2, '\0');
    binary = to_hex(as_bytes(bytes.data(), bytes.size()));
  }
  if (!binary.empty()) out.binary(binary);
}

// Attached certificates become hexadecimal text, which EVTX stores as bytes again (samples/sample_bytes.cpp).
CaseEvent with_attachments(const Case& story, CaseEvent event) {
  for (const auto& [field, name] : event.attach) {
    const std::string der = certificate_of(story, name);
    event.data.emplace_back(field, to_hex(as_bytes(der.data(), der.size())));
  }
  return event;
}

void write(LogWriter& log, const CaseEvent& event) {
  for (unsigned i = 0; i < event.times; ++i) {
    XmlEvent& out = log.add(kHour + event.at + i * event.every, event.provider, event.id, event.level);
    add_origin(out, event.provider, event.level);
    add_payload(out, event);
  }
}

/// One event that no rule is about, so that a log is seen to be there at that moment.
CaseEvent everyday(const std::string& channel, const std::string& provider) {
  CaseEvent out;
  out.log = channel;
  out.level = 4;
  out.provider = provider;
  out.id = 1;
  if (provider == "Schannel") {
    out.id = 36864;
  } else if (!provider.empty()) {
    out.data = {{"Filler", "nothing"}};
  } else if (channel == "Lync Server") {
    out.provider = "LS User Replicator";
    out.id = 30061;
    out.level = 3;
    out.strings = {"AddressBookReplication"};
  } else if (channel == "Application") {
    out.provider = "Microsoft-Windows-Security-SPP";
    out.id = 903;
  } else if (channel == "Microsoft-Windows-CAPI2/Operational") {
    out.provider = "Microsoft-Windows-CAPI2";
    out.id = 10;
    out.user_data = "<CertGetCertificateChainStart><EventAuxInfo ProcessName=\"svchost.exe\"/></CertGetCertificateChainStart>";
  } else {
    out.provider = channel.substr(0, channel.find('/'));
  }
  return out;
}

void fill(LogWriter& log, const CaseLog& given, double end) {
  if (!given.provider.empty()) {
    CaseEvent one = everyday(given.log, given.provider);
    one.at = -kHour;
    write(log, one);
  }
  if (given.log == "System") {
    Dice dice(4711);
    log.everyday(0, kHour + end, dice);
    log.service_state(kHour + end, "gpsvc", "Group Policy Client", true);
    return;
  }
  CaseEvent event = everyday(given.log, {});
  for (event.at = -kHour; event.at < end; event.at += std::max(20 * 60.0, end / 50)) write(log, event);
  event.at = end;
  write(log, event);
}

/// The logs given, and those that events lie in.
std::vector<CaseLog> all_logs(const Case& story) {
  std::vector<CaseLog> logs = story.logs;
  for (const CaseEvent& event : story.events) {
    const bool known = std::any_of(logs.begin(), logs.end(), [&](const CaseLog& l) { return l.log == event.log; });
    if (!known) logs.push_back({event.log, {}});
  }
  return logs;
}

std::string file_name(std::string channel, SampleFormat format) {
  std::replace_if(channel.begin(), channel.end(), [](char c) { return c == '/' || c == ' '; }, '_');
  return channel + (format == SampleFormat::evtx ? ".evtx" : ".xml");
}

}  // namespace

std::vector<SampleLog> logs_of(const Case& story, SampleFormat format) {
  double end = 0;
  for (const CaseEvent& e : story.events) end = std::max(end, e.at + (e.times - 1) * e.every);
  end += 2 * kHour;
  const FileTime start{story.start.ticks - static_cast<std::uint64_t>(kHour) * kTicksPerSecond};
  std::vector<SampleLog> out;
  for (const CaseLog& given : all_logs(story)) {
    LogWriter log(story.computer, given.log, to_iso8601(start));
    fill(log, given, end);
    for (const CaseEvent& event : story.events) {
      if (event.log == given.log) write(log, with_attachments(story, event));
    }
    out.push_back({{}, file_name(given.log, format), format, log.finish(1000)});
  }
  return out;
}

}  // namespace doctor::test
