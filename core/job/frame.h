// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace lapidary {

/// A frame is u32 length, u32 CRC-32 of the payload (both little-endian), then the payload (JSON text). The run log is
/// a header and frames; so is each direction of the channel. The digit in a header is the version.
inline constexpr std::string_view kLogHeader = "LAPLOG1\n", kChannelHeader = "LAPCHN1\n";
inline constexpr std::size_t kFrameHead = 8;
inline constexpr std::uint32_t kLargestFrame = 16u << 20;

/// Errors: frame.too_large, because no reader would take it.
Result<std::string> makeFrame(std::string_view payload);

struct FrameView {
    std::string_view payload;
    std::size_t size = 0; ///< bytes of the whole frame; 0: not all of it is there yet
};

/// Looks at the beginning of `bytes`. Errors: frame.too_large, frame.bad_crc (both end the stream: nothing behind them
/// can be trusted).
Result<FrameView> readFrame(std::string_view bytes);

} // namespace lapidary
