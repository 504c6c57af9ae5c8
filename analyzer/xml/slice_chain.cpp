#include "xml/slice_chain.h"

#include <algorithm>

namespace doctor::xml {

SliceChain::Visit::Visit(SliceChain& chain, std::size_t slice) : chain_(chain), slice_(slice) {
  const std::lock_guard lock(chain_.mutex_);
  chain_.at_work_.push_back(slice_);
}

SliceChain::Visit::~Visit() {
  if (!leaving_) chain_.leave(slice_, nullptr);
}

Start SliceChain::Visit::start(const FindEnd& find_end) {
  std::unique_lock lock(chain_.mutex_);
  const auto& at_work = chain_.at_work_;
  while (chain_.known_.size() <= slice_) {
    const std::size_t last = chain_.known_.size() - 1;
    if (std::find(at_work.begin(), at_work.end(), last) != at_work.end()) {
      chain_.changed_.wait(lock);
      continue;
    }
    const Start begin = chain_.known_[last];
    lock.unlock();
    {
      Visit other(chain_, last);
      other.end(find_end(last, begin));
    }
    lock.lock();
  }
  return chain_.known_[slice_];
}

void SliceChain::Visit::end(Start end) {
  leaving_ = true;
  chain_.leave(slice_, &end);
}

void SliceChain::leave(std::size_t slice, const Start* end) {
  {
    const std::lock_guard lock(mutex_);
    at_work_.erase(std::find(at_work_.begin(), at_work_.end(), slice));
    if (end != nullptr && known_.size() == slice + 1) known_.push_back(*end);
  }
  changed_.notify_all();
}

}  // namespace doctor::xml
