#pragma once
#include <string>
#include <vector>

#include "support/xml_builder.h"

namespace doctor::test {

enum class SampleFormat { evtx, event_viewer_xml, wevtutil_xml };

/// One log of one sample, as samples/ shows it. All names are made up: contoso, S-1-5-21-1111111111-...
struct SampleLog {
  std::string folder;  ///< "incident-1"
  std::string file;    ///< "System.evtx"
  SampleFormat format = SampleFormat::evtx;
  std::vector<XmlEvent> events;  ///< in record order
};

/// All logs of all samples: the same ones every time.
std::vector<SampleLog> sample_logs();

/// The bytes of the file.
std::string sample_bytes(const SampleLog& log);

}  // namespace doctor::test
