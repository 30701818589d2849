// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace lapidary {

/// Part of every run's identity. Whoever changes what a training, a sampling, an evaluation or a grader computes raises
/// it: results of an engine that computed otherwise are then made anew, not taken for results of this one.
///   1  the first; runs of it carry no number
///   2  adapters across stages, bf16's log-probs, streams of sampled groups, cut and unscorable completions
///   3  rows of trainings without padding, with a prompt of several read once, and their sums in another order;
///     texts decoded by kernels of our own
///   4  a small head's values mixed from several partial sums
///   5  the embedding of the padding token takes no gradient where it is read, as in transformers; packing fills rows
///     with all the data; losses of pairs and of single answers are means of their micro-batches' means
inline constexpr int kEngineVersion = 5;

} // namespace lapidary
