#include "samples/growing_sample.h"

#include <cstring>
#include <utility>

#include "samples/stories.h"

namespace doctor::test {

namespace {

constexpr std::size_t kHeader = 4096, kChunk = 65536;

// First and last record id in the header of a chunk.
std::uint64_t id_at(const std::string& chunk, std::size_t offset) {
  std::uint64_t id = 0;
  std::memcpy(&id, chunk.data() + offset, sizeof id);
  return id;
}
std::uint64_t records_in(const std::string& chunk) {
  return id_at(chunk, 32) - id_at(chunk, 24) + 1;
}

std::string file_of(const std::vector<XmlEvent>& events) {
  SampleLog log;
  log.events = events;
  return sample_bytes(log);
}

}  // namespace

void GrowingSample::add(std::vector<XmlEvent> events) {
  if (events.empty()) return;
  for (XmlEvent& e : events) {
    e.record_id = next_record_++;
    current_.push_back(std::move(e));
  }
  const std::string file = file_of(current_);
  if (header_.empty()) {
    header_ = file.substr(0, kHeader);
    header_[0x78] = 1;  // dirty: of everything else in the header nothing is true any more
  }
  std::size_t offset = kHeader;
  for (; offset + kChunk < file.size(); offset += kChunk) {
    std::string whole = file.substr(offset, kChunk);
    current_.erase(current_.begin(), current_.begin() + static_cast<std::ptrdiff_t>(records_in(whole)));
    settle(std::move(whole));
  }
  // As the first of a file, as it will be made from now on: its header counts records from the beginning of the file.
  making_ = (offset == kHeader ? file : file_of(current_)).substr(kHeader);
  if (next_ < chunks_.size() && !chunks_[next_].empty()) {  // the oldest makes room
    overwritten_ += records_in(chunks_[next_]);
    chunks_[next_].clear();
  }
}

void GrowingSample::settle(std::string chunk) {
  if (next_ < chunks_.size()) {
    if (!chunks_[next_].empty()) overwritten_ += records_in(chunks_[next_]);
    chunks_[next_] = std::move(chunk);
  } else {
    chunks_.push_back(std::move(chunk));
  }
  next_ = next_ + 1 == most_chunks_ ? 0 : next_ + 1;
}

void GrowingSample::clear() {
  chunks_.clear();
  current_.clear();
  making_.clear();
  header_.clear();
  next_ = 0;
  next_record_ = 1;
}

std::string GrowingSample::bytes() const {
  std::string out = header_;
  for (std::size_t i = 0; i < chunks_.size(); ++i) out += i == next_ ? making_ : chunks_[i];
  if (next_ == chunks_.size()) out += making_;
  return out;
}

}  // namespace doctor::test
