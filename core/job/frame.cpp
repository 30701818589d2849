// SPDX-License-Identifier: Apache-2.0
#include "core/job/frame.h"
#include "core/base/hash.h"

namespace lapidary {
namespace {

void putU32(std::string &out, std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFF);
}

std::uint32_t getU32(std::string_view bytes) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
}

unexpected<Error> tooLarge(std::size_t size) {
    return fail({.code = "frame.too_large",
                 .message = "a frame is larger than any may be",
                 .found = {"{0} bytes", size},
                 .expected = {"at most {0} bytes", kLargestFrame}});
}

} // namespace

Result<std::string> makeFrame(std::string_view payload) {
    if (payload.size() > kLargestFrame) return tooLarge(payload.size());
    std::string frame;
    frame.reserve(payload.size() + kFrameHead);
    putU32(frame, static_cast<std::uint32_t>(payload.size()));
    putU32(frame, crc32(payload));
    frame += payload;
    return frame;
}

Result<FrameView> readFrame(std::string_view bytes) {
    if (bytes.size() < kFrameHead) return FrameView{};
    const std::uint32_t length = getU32(bytes), crc = getU32(bytes.substr(4));
    if (length > kLargestFrame) return tooLarge(length);
    if (bytes.size() - kFrameHead < length) return FrameView{};
    const std::string_view payload = bytes.substr(kFrameHead, length);
    if (crc32(payload) != crc)
        return fail({.code = "frame.bad_crc", .message = "a frame's content does not match its checksum"});
    return FrameView{payload, kFrameHead + length};
}

} // namespace lapidary
