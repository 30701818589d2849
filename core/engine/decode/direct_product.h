// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/decode/direct_model.h"
#include "core/engine/decode/team.h"

// Legend: M tokens, O outputs, I inputs.
namespace lapidary {

/// A product of the tokens' vectors, and where it goes: y[m * stride + o].
struct ProductTo {
    const DirectProduct *product;
    float *y;
    std::int64_t stride;
};

/// Products of the same vectors with one or several matrices, with their biases and low-rank terms.
class Products {
public:
    Products(const Kernels &kernels, const Team &team, Room<std::uint16_t> &rounded, Room<float> &low)
        : kernels_(kernels), team_(team), rounded_(rounded), low_(low) {}

    /// Calls then(which, begin, end) behind the outputs begin … end-1 of each, on the thread that has made them.
    template <class Then> void run(Inputs x, const std::vector<ProductTo> &all, const Then &then) const {
        prepare(x, all);
        const std::int64_t part = partOf(x, all);
        const auto parts = [&](const ProductTo &each) {
            return (each.product->matrix.outputs + part - 1) / part; // NOLINT(clang-analyzer-core.DivideZero): above 0
        };
        std::int64_t tasks = 0;
        for (const auto &each : all) tasks += parts(each);
        team_.run(tasks, [&](std::int64_t task) {
            std::size_t which = 0;
            for (; task >= parts(all[which]); ++which) task -= parts(all[which]);
            const std::int64_t begin = task * part, end = std::min(all[which].product->matrix.outputs, begin + part);
            make(x, all, which, begin, end);
            then(which, begin, end);
        });
    }

private:
    void prepare(Inputs &x, const std::vector<ProductTo> &all) const;
    std::int64_t partOf(const Inputs &x, const std::vector<ProductTo> &all) const;
    void make(const Inputs &x, const std::vector<ProductTo> &all, std::size_t which, std::int64_t begin,
              std::int64_t end) const;

    const Kernels &kernels_;
    const Team &team_;
    Room<std::uint16_t> &rounded_;
    Room<float> &low_;
};

/// y[i] += number from + i of `of`; nothing where there are none.
void addNumbers(const Numbers &of, std::int64_t from, std::int64_t size, float *y);

} // namespace lapidary
