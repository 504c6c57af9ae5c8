#include "state/state_file.h"

#include "platform/file.h"
#include "platform/file_names.h"
#include "platform/file_writer.h"
#include "state/check_state.h"

namespace doctor {

namespace fs = std::filesystem;

Result<std::optional<DecodedState>> read_state(const fs::path& path) {
  const auto bytes = read_text_file(path, kMostStateBytes);
  if (bytes) return std::optional<DecodedState>(decode_state(*bytes));
  const Error& error = bytes.error();
  if (error.code == Errc::not_found) return std::optional<DecodedState>();
  const Errc code = error.code == Errc::limit ? Errc::limit : Errc::io;
  return Error{code, "cannot read '" + path_text(path) + "': " + error.what};
}

Result<Done> write_state(const fs::path& path, const RunState& state) {
  const auto refused = [&](Errc code, const std::string& why) {
    return Error{code, "cannot write '" + path_text(path) + "': " + why};
  };
  // What decode_state() would refuse must not take the place of a good state.
  if (const std::string why = unsound_in(state); !why.empty()) return refused(Errc::bad_argument, why);
  const std::string bytes = encode_state(state);
  if (bytes.size() > kMostStateBytes) {
    return refused(Errc::limit, "the state is larger than " + std::to_string(kMostStateBytes) + " bytes");
  }
  remove_leftovers(path);
  auto writer = FileWriter::create(path);
  if (!writer) return writer.error();
  if (const auto written = writer->write(bytes); !written) return written.error();
  return writer->commit_durably();
}

Result<fs::path> put_aside(const fs::path& path) {
  constexpr int kMostTries = 10'000;
  for (int i = 1; i <= kMostTries; ++i) {
    fs::path aside = path;
    aside += ".damaged-" + std::to_string(i);
    const auto renamed = rename_to_free(path, aside);
    if (!renamed) return renamed.error();
    if (*renamed) return aside;
  }
  return Error{Errc::io, "cannot rename '" + path_text(path) + "': there are " + std::to_string(kMostTries) +
                             " files of that name with .damaged-1, -2 ... already"};
}

}  // namespace doctor
