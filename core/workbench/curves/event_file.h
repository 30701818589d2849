// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace lapidary {

/// The file that TensorBoard reads: records framed by lengths and checksums, each a protobuf message "Event" with the
/// scalars of one step. Only these few fields of it are written; its other ones may be left out by whoever writes.
namespace event_file {

std::string head(double time); ///< the first record, which names the format
std::string scalars(double time, std::int64_t step, const std::map<std::string, double> &values);

std::uint32_t crc32c(std::string_view bytes); ///< Castagnoli's polynomial, which zlib's is not

} // namespace event_file
} // namespace lapidary
