// SPDX-License-Identifier: Apache-2.0
#include "core/job/frame.h"
#include "core/job/message_stream.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

namespace {

/// The messages of a stream that comes in parts of this size, as text, and the error that ended it.
std::string readIn(std::string_view bytes, std::size_t part) {
    std::string seen;
    MessageStream stream;
    for (std::size_t at = 0; at < bytes.size(); at += part) {
        stream.append(bytes.substr(at, part));
        for (;;) {
            const auto message = stream.next();
            if (message && !*message) break;
            seen += message ? dumpJson(**message) : message.error().code;
            seen += '\n';
            if (!message && !message.error().code.starts_with("json.")) return seen;
        }
    }
    return seen;
}

} // namespace

/// However the bytes are cut into parts, the messages are the same; once as a stream, once as the payload of a good
/// frame.
void channel(std::string_view bytes) {
    const std::string framed = std::string(kChannelHeader) + *makeFrame(bytes) + *makeFrame("{\"last\":1}");
    for (const std::string_view stream : {bytes, std::string_view(framed)})
        promise(readIn(stream, 7) == readIn(stream, stream.size() + 1));
    promise(readIn(framed, framed.size()).ends_with("{\"last\":1}\n"));
}

} // namespace lapidary::fuzz
