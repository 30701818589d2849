// SPDX-License-Identifier: Apache-2.0
// Blocks of keys and values: who holds them, when they are copied, when they are free, and that where they lie changes
// no number.
#include "core/engine/generate/kept_texts.h"
#include "core/engine/model/kv_cache.h"
#include "core/engine/search/node_texts.h"
#include "tests/support/drawn_decoder.h"
#include "tests/support/tolerance.h"
#include <c10/core/InferenceMode.h>
#include <limits>

using namespace lapidary;

namespace {

const KvShape kSmall{.layers = 2, .kvHeads = 2, .headDim = 8};

/// Numbers of T tokens of one row that no others are like: [1, K, T, H].
at::Tensor tokensFrom(std::int64_t first, std::int64_t count) {
    return (at::arange(first * 16, (first + count) * 16, at::kFloat)).view({1, count, 2, 8}).transpose(1, 2);
}

/// Writes `count` tokens into every layer of every row.
void extend(KvCache &cache, std::int64_t first, std::int64_t count) {
    const at::Tensor x = tokensFrom(first, count).expand({cache.rows(), -1, -1, -1});
    cache.makeRoom(count, {});
    for (std::int64_t layer = 0; layer < 2; ++layer) cache.write(layer, x + 1000 * layer, -x);
    cache.advance(std::vector<std::int64_t>(static_cast<std::size_t>(cache.rows()), count));
}

at::Tensor keysOf(KvCache &cache, std::int64_t layer) {
    cache.makeRoom(0, {});
    return cache.gather(layer).first;
}

KvText textOf(const std::shared_ptr<KvBlockPool> &pool, std::int64_t first, std::int64_t tokens) {
    KvCache cache(pool, {KvText{}});
    extend(cache, first, tokens);
    return cache.text(0);
}

} // namespace

TEST_CASE("a block is in use as long as somebody holds it, and free at once when nobody does") {
    static_assert(!std::is_copy_constructible_v<KvBlockInUse>, "a block is shared or let go, never given back by hand");
    const auto pool = KvBlockPool::make(kSmall, 4);
    CHECK(pool->used() == 0);
    auto text = textOf(pool, 0, 10);
    CHECK(text.blocks.size() == 3);
    CHECK(pool->used() == 3);
    {
        const KvText fork = text, beginning = pool->first(text, 5);
        CHECK(pool->used() == 3);
        CHECK(text.blocks[1].use_count() == 3);
        CHECK(text.blocks[2].use_count() == 2);
        CHECK(beginning.blocks.size() == 2);
        text = {};
        CHECK(pool->used() == 3);
    }
    CHECK(pool->used() == 0);
    const auto again = pool->take(3);
    CHECK(pool->used() == 3);
    CHECK(pool->capacity() >= 3);
}

TEST_CASE("rows that share blocks copy the last one only, when they write into it, and free what they leave") {
    const auto pool = KvBlockPool::make(kSmall, 4);
    KvCache cache(pool, {textOf(pool, 0, 10)});
    cache.select({0, 0, 0});
    CHECK(pool->used() == 3);
    extend(cache, 50, 1);
    CHECK(pool->used() == 3 + 2); // the last to write has the block for itself
    CHECK(cache.text(0).blocks[1] == cache.text(2).blocks[1]);
    CHECK(cache.text(0).blocks[2] != cache.text(2).blocks[2]);
    const at::Tensor wanted = at::cat({tokensFrom(0, 10), tokensFrom(50, 1)}, 2).expand({3, -1, -1, -1});
    CHECK(at::equal(keysOf(cache, 0), wanted));
    CHECK(at::equal(keysOf(cache, 1), wanted + 1000));

    const KvText kept = cache.text(1);
    const at::Tensor before = keysOf(cache, 1).clone();
    extend(cache, 60, 3); // over the end of a block
    KvCache untouched(pool, {kept});
    CHECK(at::equal(keysOf(untouched, 1), before.narrow(0, 1, 1)));
    CHECK(pool->used() == 2 + 3 + 3 + 1); // shared, last, next; and the one that is kept
    cache.select({1});
    CHECK(pool->used() == 2 + 1 + 1 + 1);
    cache.select({});
    untouched.select({});
    CHECK(pool->used() == 3);
}

TEST_CASE("memory that grows keeps what it holds, and what is left in a block that is taken again is not read") {
    const auto pool = KvBlockPool::make(kSmall, 4);
    KvCache cache(pool, {textOf(pool, 0, 7)});
    const auto place = cache.text(0).blocks[0]->place;
    const std::int64_t capacity = pool->capacity();
    {
        const auto many = pool->take(5 * capacity);
        CHECK(pool->capacity() >= 6 * capacity);
        for (std::int64_t layer = 0; layer < 2; ++layer)
            for (const auto &block : many) pool->layer(layer).select(0, block->place).fill_(NAN);
    }
    CHECK(cache.text(0).blocks[0]->place == place);
    CHECK(at::equal(keysOf(cache, 1), tokensFrom(0, 7) + 1000));
    for (const auto &block : pool->take(2 * capacity))
        CHECK(pool->layer(1).select(0, block->place).abs().max().item<float>() == 0);
    pool->reserve(pool->capacity() + 100);
    const std::int64_t enough = pool->capacity();
    const auto taken = pool->take(100);
    CHECK(pool->capacity() == enough);
}

TEST_CASE("rows of different lengths, of which some write nothing, read their own tokens alone") {
    const auto pool = KvBlockPool::make(kSmall, 4);
    KvCache cache(pool, {textOf(pool, 0, 3), textOf(pool, 100, 8), KvText{}});
    const at::Tensor x = at::cat({tokensFrom(30, 2), tokensFrom(130, 2), tokensFrom(230, 2)}, 0);
    cache.makeRoom(2, {2, 0, 1});
    cache.write(0, x, x);
    CHECK(pool->used() == 2 + 2 + 1);
    const at::Tensor keys = cache.gather(0).first;
    CHECK(keys.size(2) == 8 + 2);
    CHECK(at::equal(keys[0].narrow(1, 0, 5), at::cat({tokensFrom(0, 3), tokensFrom(30, 2)}, 2)[0]));
    CHECK(at::equal(keys[1].narrow(1, 0, 8), tokensFrom(100, 8)[0]));
    CHECK(at::equal(keys[2].narrow(1, 0, 1), tokensFrom(230, 1)[0]));
    cache.advance({2, 0, 1});
    CHECK(cache.lengths() == std::vector<std::int64_t>{5, 8, 1});
}

TEST_CASE("tokens are written to the same places on a CPU and where places are a tensor") {
    const at::Tensor x = at::cat({tokensFrom(0, 3), tokensFrom(10, 3)}, 0);
    const std::vector<NewToken> tokens{{0, 0, 3, 1}, {1, 2, 0, 3}, {0, 1, 3, 2}, {1, 0, 2, 0}};
    const at::Tensor here = at::zeros({4, 2, 4, 8}), there = at::zeros({4, 2, 4, 8});
    writeTokensHere(x, here, tokens);
    const at::Tensor half = at::zeros({4, 2, 4, 8}, at::kBFloat16);
    writeTokensHere(x.to(at::kBFloat16), half, tokens);
    writeTokens(x, there, at::tensor({0, 0, 3, 1, 1, 2, 0, 3, 0, 1, 3, 2, 1, 0, 2, 0}, at::kLong).view({4, 4}));
    CHECK(at::equal(here, there));
    CHECK(at::equal(half, here.to(at::kBFloat16)));
    CHECK(at::equal(here[0].select(1, 3), x[1].select(1, 2)));
    CHECK(here.ne(0).sum().item<std::int64_t>() == 4 * 2 * 8 - 1); // one of the numbers is a zero
}

TEST_CASE("decoding gives the same bytes whatever the size of the blocks, and what reading the whole gives") {
    for (const Architecture &architecture : architectures()) {
        CAPTURE(std::string(architecture.name));
        const auto model = drawnDecoder(architecture);
        const c10::InferenceMode noGradients;
        const at::Tensor ids = (at::arange(2 * 40, at::kLong) * 17 % 43 + 3).view({2, 40});
        const at::Tensor whole = model->hidden({.ids_BT = ids});
        std::vector<at::Tensor> found;
        for (const std::int64_t tokens : {4, 16, 32, 512}) {
            const KvShape shape = model->makePool()->shape();
            KvCache cache(KvBlockPool::make(shape, tokens), {KvText{}, KvText{}});
            std::vector<at::Tensor> steps{model->hidden({.ids_BT = ids.narrow(1, 0, 9), .cache = &cache})};
            cache.advance({9, 9});
            for (std::int64_t t = 9; t < 40; ++t) {
                steps.push_back(model->hidden({.ids_BT = ids.narrow(1, t, 1), .cache = &cache}));
                cache.advance({1, 1});
            }
            found.push_back(at::cat(steps, 1));
            CHECK(at::equal(found.front(), found.back()));
        }
        CHECK(at::max(at::abs(found.front() - whole)).item<double>() < toleranceOf(whole));
    }
}

TEST_CASE("texts that are kept hold a block once, and leave in the order of their last use") {
    const auto pool = KvBlockPool::make(kSmall, 4);
    const auto kept = std::make_shared<KeptTexts>(pool, 5 * pool->bytesPerBlock());
    const KvText trunk = textOf(pool, 0, 8);
    KvCache cache(pool, {trunk, trunk});
    extend(cache, 20, 1);
    auto a = kept->keep({1, 2}, cache.text(0)), b = kept->keep({1, 3}, cache.text(1));
    cache.select({});
    CHECK(kept->bytes() == 4 * pool->bytesPerBlock()); // two of them are shared
    auto c = kept->keep({4}, textOf(pool, 40, 2));
    kept->use(*a);
    auto d = kept->keep({5}, textOf(pool, 50, 2)); // one too many: b was used longest ago
    CHECK(b->ids().empty());
    CHECK(b->keys().blocks.empty());
    CHECK(a->ids() == std::vector<std::int64_t>{1, 2});
    CHECK(kept->bytes() == 5 * pool->bytesPerBlock());
    CHECK(pool->used() == 5);
    kept->use(*b); // is gone: nothing happens
    a = nullptr;
    CHECK(kept->bytes() == 2 * pool->bytesPerBlock());
    CHECK(pool->used() == 2 + 2); // `trunk` is held here
    const auto large = kept->keep({6}, textOf(pool, 60, 21));
    CHECK(large->ids().empty()); // more than all that may be kept
    CHECK(c->ids().empty());
    CHECK(kept->bytes() == 0);
    b = c = d = nullptr;
    CHECK(pool->used() == 2);
}

TEST_CASE("a node is read on from what is nearest to it, and what is dropped takes all behind it along") {
    const auto pool = KvBlockPool::make(kSmall, 4);
    const auto kept = std::make_shared<KeptTexts>(pool, std::numeric_limits<std::int64_t>::max());
    const auto text = [&](std::int64_t id) { return kept->keep({id}, textOf(pool, id, 3)); };
    Tree tree;
    const NodeId a = tree.add(Tree::kRoot, {}), b = tree.add(a, {}), c = tree.add(b, {}), d = tree.add(Tree::kRoot, {});
    NodeTexts writer, scorer; // of two networks
    CHECK(!writer.nearest(tree, c));
    writer.put(Tree::kRoot, text(9));
    writer.put(a, text(1));
    writer.put(b, nullptr); // nothing came of it
    writer.put(c, text(3));
    writer.put(d, text(4));
    scorer.put(c, text(7));
    CHECK(writer.nearest(tree, c)->ids().front() == 3);
    CHECK(writer.nearest(tree, b)->ids().front() == 1);
    CHECK(scorer.nearest(tree, c)->ids().front() == 7);
    CHECK(!scorer.nearest(tree, b));
    CHECK(pool->used() == 5);
    writer.drop(tree, a);
    CHECK(pool->used() == 3);
    CHECK(writer.nearest(tree, c)->ids().front() == 9);
    CHECK(writer.nearest(tree, d)->ids().front() == 4);
    writer.clear();
    CHECK(pool->used() == 1);
}
