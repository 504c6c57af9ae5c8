// make_cases OUT FILE... : writes the logs of every case below OUT, in a folder of its own, and OUT/cases.tsv: what check_cases.py needs
// to know of each.
#include <cstdio>
#include <exception>
#include <fstream>
#include <vector>

#include "catalogue/case_certificates.h"
#include "catalogue/case_logs.h"

namespace {

using namespace doctor;
using namespace doctor::test;

constexpr SampleFormat kFormats[] = {SampleFormat::evtx, SampleFormat::event_viewer_xml, SampleFormat::wevtutil_xml};

std::string joined(const Case& one) {
  std::string out;
  for (const auto& [id, verdict] : one.also) out.append(out.empty() ? "" : ",").append(id).append("=").append(verdict);
  return out;
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void write_case(const std::filesystem::path& folder, const Case& one, SampleFormat format) {
  std::filesystem::create_directories(folder);
  for (const SampleLog& log : logs_of(one, format)) {
    write_bytes(folder / log.file, sample_bytes(log));
  }
  for (const auto& [name, bytes] : files_of(one)) {
    std::filesystem::create_directories((folder / name).parent_path());
    write_bytes(folder / name, bytes);
  }
}

int run(const std::filesystem::path& out, const std::vector<std::string>& files) {
  std::filesystem::create_directories(out);
  std::ofstream table(out / "cases.tsv");
  std::size_t number = 0;
  int failed = 0;
  for (const std::string& file : files) {
    Diagnostics problems;
    const CaseFile cases = read_case_file(file, 0, problems);
    for (const Diagnostic& p : problems.kept()) {
      std::fprintf(stderr, "%s:%u: %s\n", file.c_str(), static_cast<unsigned>(p.where.line), p.message.c_str());
      failed = 1;
    }
    for (const Case& one : cases.cases) {
      const std::string folder = std::to_string(number);
      try {
        write_case(out / folder, one, kFormats[number % std::size(kFormats)]);
      } catch (const std::exception& e) {
        std::fprintf(stderr, "%s: %s: %s\n", file.c_str(), one.name.c_str(), e.what());
        failed = 1;
      }
      ++number;
      table << folder << '\t' << file << '\t' << one.name << '\t' << (cases.is_false_alarm ? "false_alarm" : "diagnosis")
            << '\t' << cases.id << '\t' << one.expect << '\t' << one.rival << '\t' << one.topology << '\t' << joined(one)
            << '\n';
    }
  }
  return failed;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: make_cases OUT FILE...\n");
    return 2;
  }
  return run(argv[1], {argv + 2, argv + argc});
}
