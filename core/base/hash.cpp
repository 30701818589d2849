// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/base/content_hash.h"
#include <vector>
#include <xxhash.h>
#include <zlib.h>

namespace lapidary {

namespace {

std::string hexOf(XXH128_hash_t hash) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(32);
    for (const unsigned char byte : canonical.digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace

struct ContentHasher::State {
    std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t *)> of{XXH3_createState(), XXH3_freeState};
};

ContentHasher::ContentHasher() : state_(std::make_unique<State>()) {
    XXH3_128bits_reset(state_->of.get());
}
ContentHasher::ContentHasher(ContentHasher &&) noexcept = default;
ContentHasher::~ContentHasher() = default;
void ContentHasher::add(std::string_view bytes) {
    XXH3_128bits_update(state_->of.get(), bytes.data(), bytes.size());
}
std::string ContentHasher::hash() const {
    return hexOf(XXH3_128bits_digest(state_->of.get()));
}

std::string contentHash(std::string_view bytes) {
    return hexOf(XXH3_128bits(bytes.data(), bytes.size()));
}

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

Result<std::string> contentHashOfFile(const fs::path &path) {
    auto file = FileReader::open(path); // read, not mapped: a file that shrinks must not kill the reader
    if (!file) return unexpected(file.error());
    ContentHasher hasher;
    std::vector<char> buffer(1 << 20);
    for (;;) {
        const auto got = file->read(buffer);
        if (!got) return unexpected(got.error());
        if (*got == 0) return hasher.hash();
        hasher.add({buffer.data(), *got});
    }
}

std::uint32_t crc32(std::string_view bytes, std::uint32_t before) {
    return static_cast<std::uint32_t>(::crc32_z(before, reinterpret_cast<const Bytef *>(bytes.data()), bytes.size()));
}

} // namespace lapidary
