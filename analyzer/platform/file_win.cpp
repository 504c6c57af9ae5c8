#include <algorithm>

#include "platform/file.h"
#include "platform/windows_api.h"

namespace doctor {

struct File::Handle {
  windows::Handle handle;
};

File::File(File&&) noexcept = default;
File& File::operator=(File&&) noexcept = default;
File::~File() = default;

namespace {

// The 128-bit id is the only one that is unique on ReFS; drivers of network drives may know neither.
std::string identity_of(HANDLE handle, const BY_HANDLE_FILE_INFORMATION& info, const std::wstring& path) {
  FILE_ID_INFO id{};
  if (::GetFileInformationByHandleEx(handle, FileIdInfo, &id, sizeof id) != 0) {
    std::string text = std::to_string(id.VolumeSerialNumber);
    for (const BYTE b : id.FileId.Identifier) text += ":" + std::to_string(b);
    return text;
  }
  if (info.nFileIndexHigh != 0 || info.nFileIndexLow != 0) {
    return std::to_string(info.dwVolumeSerialNumber) + ":" + std::to_string(info.nFileIndexHigh) + ":" +
           std::to_string(info.nFileIndexLow);
  }
  std::wstring name(32'768, L'\0');
  name.resize(::GetFinalPathNameByHandleW(handle, name.data(), static_cast<DWORD>(name.size()), 0));
  return windows::to_utf8(name.empty() ? path : name);
}

}  // namespace

Result<File> File::open(const std::filesystem::path& path) {
  const std::wstring name = windows::system_path(path);
  File file;
  file.handle_ = std::make_unique<Handle>();
  // A log that is being written stays writable, and may be renamed. BACKUP_SEMANTICS: a folder opens, too, and can be called one.
  file.handle_->handle = windows::Handle(::CreateFileW(name.c_str(), GENERIC_READ,
                                                       FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                                       OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  if (!file.handle_->handle) return windows::failure(::GetLastError());
  const HANDLE handle = file.handle_->handle.get();
  if (::GetFileType(handle) != FILE_TYPE_DISK) return Error{Errc::unsupported, "not a regular file"};
  BY_HANDLE_FILE_INFORMATION info{};
  if (::GetFileInformationByHandle(handle, &info) == 0) return windows::failure(::GetLastError());
  if ((info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return Error{Errc::bad_argument, "is a folder"};
  file.size_ = std::uint64_t{info.nFileSizeHigh} << 32 | info.nFileSizeLow;
  file.identity_ = identity_of(handle, info, name);
  return file;
}

Result<std::size_t> File::read_at(std::uint64_t offset, std::span<std::byte> buffer) const {
  constexpr std::size_t kMostAtOnce = 64u << 20;
  std::size_t done = 0;
  while (done < buffer.size()) {
    // The place is given with each call, so calls of several threads do not move each other's.
    OVERLAPPED place{};
    place.Offset = static_cast<DWORD>((offset + done) & 0xffff'ffffU);
    place.OffsetHigh = static_cast<DWORD>((offset + done) >> 32);
    DWORD n = 0;
    const auto wanted = static_cast<DWORD>(std::min(buffer.size() - done, kMostAtOnce));
    if (::ReadFile(handle_->handle.get(), buffer.data() + done, wanted, &n, &place) == 0) {
      const DWORD code = ::GetLastError();
      if (code == ERROR_HANDLE_EOF) break;
      return windows::failure(code);
    }
    if (n == 0) break;
    done += n;
  }
  return done;
}

}  // namespace doctor
