// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/decoder.h"
#include <functional>

// Legend: B rows, T tokens.
namespace lapidary {

inline constexpr const char *kPolicy = "policy"; ///< the port whose network every training has

/// What of a run decides how its loss computes log-probs, besides the weights.
struct Evaluation {
    bool bf16 = false;        ///< matrix products in bfloat16
    double temperature = 1.0; ///< logits are divided by it
};

/// The networks of a run, by the ports of its method: "policy", "reference", "value", "teacher" …
class Networks {
public:
    /// A network with weights of its own. Each that is trained gets an optimiser.
    void add(const std::string &port, std::unique_ptr<Decoder> model, bool trained);

    /// The policy as it stands now, frozen: to be called before its weights move. Full fine-tuning: a second network. A
    /// fresh adapter: the same weights with the adapter switched off, which costs no memory (virtual tokens, which are
    /// drawn, too are left out, as in TRL). An adapter that goes on from a folder: a copy of it as it was. True where
    /// it has weights of its own.
    bool addStart(const std::string &port, bool adapterFromFolder);

    /// The weights of a port that stands for the policy, so that they can follow it: those of its network, or of a copy
    /// of the policy's adapter as it is now, which one that began from nothing is given.
    NamedTensors follower(const std::string &port);
    /// Moves them towards the policy: share * policy + (1 - share) * theirs. False where they are not of its shape.
    bool follow(const std::string &port, double share);

    /// A head of numbers on what the policy has read, which learns with it: by the policy's optimiser, and saved as
    /// the model that scores which the two make. It begins at 0, so that it says nothing before it has learnt.
    void addHead(const std::string &port, std::int64_t labels);
    const Linear *head(std::string_view port) const; ///< null: none stands at this port
    std::vector<std::string> heads() const;          ///< ports

    bool has(std::string_view port) const { return networks_.contains(port); }
    /// One that has weights of its own. Asking for another is a defect of the algorithm: std::logic_error.
    Decoder &operator[](std::string_view port) const;

    /// What a network says, as the loss would have it say it: matrix products as they are there, the adapters that the
    /// port stands for, but without gradients and without dropout. All that a loss compares itself with comes from
    /// here, so that equal weights give equal bits. Another padding or another number of rows may round otherwise.
    at::Tensor evaluate(std::string_view port, const Evaluation &how,
                        const std::function<at::Tensor(const Decoder &)> &what) const;

    /// The same for log p of every token that has a label, at its place, 0 elsewhere. [B, T]
    at::Tensor evaluate(std::string_view port, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                        const Evaluation &how) const;

    std::vector<std::string> ports() const;                ///< those that have weights of their own, by name
    std::vector<std::string> trained() const;              ///< ports: the policy first, the others by name
    NamedTensors trainableOf(std::string_view port) const; ///< of one network; of the policy with its heads
    /// Of every trained network; names of others than the policy begin with "<port>/".
    NamedTensors trainable() const;
    void setTraining(bool training) const; ///< whether adapters drop out

    /// Gives a frozen network's memory back, where nothing will be asked of it any more.
    void release(std::string_view port);

private:
    struct Network {
        std::unique_ptr<Decoder> own{};   ///< empty: the policy's network …
        std::shared_ptr<Adapter> start{}; ///< … with this one of its adapters alone, or with none of them
        bool trained = false;
    };
    const Network &at(std::string_view port) const;
    std::map<std::string, Network, std::less<>> networks_;
    std::map<std::string, Linear, std::less<>> heads_{};
};

/// How checkpoints name what belongs to a port: nothing is put before the names of the policy.
std::string prefixOf(std::string_view port);

} // namespace lapidary
