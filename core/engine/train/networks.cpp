// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/networks.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/ops/token_losses.h"
#include <stdexcept>

namespace lapidary {
namespace {

/// One adapter in force, or none, while it lives.
class OnlyAdapter {
public:
    OnlyAdapter(const Decoder &model, const Adapter *only) : model_(model) {
        for (const auto &adapter : model_.adapters)
            weights_.push_back(std::exchange(adapter->weight, adapter.get() == only ? 1.0 : 0.0));
    }
    OnlyAdapter(const OnlyAdapter &) = delete;
    OnlyAdapter &operator=(const OnlyAdapter &) = delete;
    ~OnlyAdapter() {
        for (std::size_t i = 0; i < weights_.size(); ++i) model_.adapters[i]->weight = weights_[i];
    }

private:
    const Decoder &model_;
    std::vector<double> weights_{};
};

/// Of all adapters, while it lives.
class WithoutDropout {
public:
    explicit WithoutDropout(const Decoder &model) : model_(model) {
        for (const auto &adapter : model_.adapters) before_.push_back(std::exchange(adapter->training, false));
    }
    WithoutDropout(const WithoutDropout &) = delete;
    WithoutDropout &operator=(const WithoutDropout &) = delete;
    ~WithoutDropout() {
        for (std::size_t i = 0; i < before_.size(); ++i) model_.adapters[i]->training = before_[i];
    }

private:
    const Decoder &model_;
    std::vector<bool> before_{};
};

} // namespace

void Networks::add(const std::string &port, std::unique_ptr<Decoder> model, bool trained) {
    networks_[port] = {.own = std::move(model), .trained = trained};
}

bool Networks::addStart(const std::string &port, bool adapterFromFolder) {
    Decoder &policy = (*this)[kPolicy];
    Network start;
    if (policy.adapters.empty())
        start.own = policy.cloneFrozen();
    else if (adapterFromFolder)
        start.start = keepCopy(policy, policy.adapters.back());
    return (networks_[port] = std::move(start)).own != nullptr;
}

NamedTensors Networks::follower(const std::string &port) {
    Network &network = networks_.at(port);
    Decoder &policy = (*this)[kPolicy];
    if (network.own) return network.own->parameters();
    if (!network.start) network.start = keepCopy(policy, policy.adapters.front());
    return adapterTensors(policy, *network.start);
}

bool Networks::follow(const std::string &port, double share) {
    const at::NoGradGuard noGrad;
    Decoder &policy = (*this)[kPolicy];
    NamedTensors theirs = follower(port);
    const Network &network = at(port);
    const NamedTensors ours = network.own ? policy.parameters() : adapterTensors(policy, *policy.adapters.front());
    if (ours.size() != theirs.size()) return false;
    for (std::size_t i = 0; i < ours.size(); ++i)
        if (ours[i].tensor.sizes() != theirs[i].tensor.sizes()) return false;
    for (std::size_t i = 0; i < ours.size(); ++i) theirs[i].tensor.lerp_(ours[i].tensor, share);
    for (Linear *linear : policy.linears()) // what was kept of weights that stood still
        for (LoraTerm &term : linear->lora)
            if (term.adapter.get() == network.start.get()) term.norm_O = at::Tensor();
    return true;
}

void Networks::addHead(const std::string &port, std::int64_t labels) {
    const Decoder &policy = (*this)[kPolicy];
    const auto options = at::TensorOptions(at::kFloat).device(policy.placement().device);
    Linear made = makeLinear(prefixOf(port) + "score", labels, policy.config().hiddenSize, false, options);
    made.weight_OI.zero_().requires_grad_(true);
    heads_[port] = std::move(made);
}

const Linear *Networks::head(std::string_view port) const {
    const auto found = heads_.find(port);
    return found == heads_.end() ? nullptr : &found->second;
}

std::vector<std::string> Networks::heads() const {
    std::vector<std::string> out;
    for (const auto &[port, head] : heads_) out.push_back(port);
    return out;
}

const Networks::Network &Networks::at(std::string_view port) const {
    const auto found = networks_.find(port);
    if (found == networks_.end()) throw std::logic_error("no network stands at the port " + std::string(port));
    return found->second;
}

Decoder &Networks::operator[](std::string_view port) const {
    const Network &network = at(port);
    if (!network.own)
        throw std::logic_error("the network at the port " + std::string(port) + " has no weights of its own");
    return *network.own;
}

at::Tensor Networks::evaluate(std::string_view port, const Evaluation &how,
                              const std::function<at::Tensor(const Decoder &)> &what) const {
    const Network &network = at(port);
    const Decoder &model = network.own ? *network.own : (*this)[kPolicy];
    const at::NoGradGuard noGrad;
    const WithoutDropout guard(model);
    const Autocast autocast(how.bf16, model.placement().device, Autocast::Keep::Nothing);
    if (network.own) return what(model);
    const OnlyAdapter only(model, network.start.get());
    return what(model);
}

at::Tensor Networks::evaluate(std::string_view port, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                              const Evaluation &how) const {
    return evaluate(port, how, [&](const Decoder &model) {
        const LabelScores scores = scoreLabels(model, ids_BT, labels_BT, {}, how.temperature, false);
        return placeTokens(scores.tokens.logp_N, scores, labels_BT.sizes());
    });
}

std::vector<std::string> Networks::ports() const {
    std::vector<std::string> out;
    for (const auto &[port, network] : networks_)
        if (network.own) out.push_back(port);
    return out;
}

std::vector<std::string> Networks::trained() const {
    std::vector<std::string> ports;
    for (const auto &[port, network] : networks_)
        if (network.trained) ports.insert(port == kPolicy ? ports.begin() : ports.end(), port);
    return ports;
}

NamedTensors Networks::trainableOf(std::string_view port) const {
    NamedTensors all = (*this)[port].trainable();
    if (port == kPolicy)
        for (const auto &[own, head] : heads_) all.push_back({head.path + ".weight", head.weight_OI});
    return all;
}

NamedTensors Networks::trainable() const {
    NamedTensors all;
    for (const auto &port : trained())
        for (auto &[name, tensor] : trainableOf(port)) all.push_back({prefixOf(port) + name, tensor});
    return all;
}

void Networks::setTraining(bool training) const {
    for (const auto &port : trained()) (*this)[port].setTraining(training);
}

void Networks::release(std::string_view port) {
    const auto found = networks_.find(port);
    if (found == networks_.end()) return;
    if (found->second.start) removeAdapter((*this)[kPolicy], *found->second.start);
    networks_.erase(found);
}

std::string prefixOf(std::string_view port) {
    return port == kPolicy ? "" : std::string(port) + "/";
}

} // namespace lapidary
