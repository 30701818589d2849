// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/autocast_mode.h>

namespace lapidary {

/// Matrix products in bfloat16 while it lives; weights, norms and losses stay f32.
class Autocast {
public:
    /// Weights are cast once and the copies kept until the outermost one ends. What is cast where no gradient is
    /// recorded must not be kept: a loss that found it would not reach the weight.
    enum class Keep { Casts, Nothing };

    Autocast(bool on, c10::Device device, Keep keep = Keep::Casts)
        : type_(device.type()), before_(at::autocast::is_autocast_enabled(device.type())),
          kept_(at::autocast::is_autocast_cache_enabled()) {
        if (on) at::autocast::set_autocast_dtype(type_, at::kBFloat16);
        at::autocast::set_autocast_enabled(type_, on);
        if (keep == Keep::Nothing) at::autocast::set_autocast_cache_enabled(false);
        at::autocast::increment_nesting();
    }
    Autocast(const Autocast &) = delete;
    Autocast &operator=(const Autocast &) = delete;
    ~Autocast() {
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        at::autocast::set_autocast_cache_enabled(kept_);
        at::autocast::set_autocast_enabled(type_, before_);
    }

private:
    c10::DeviceType type_;
    bool before_, kept_;
};

} // namespace lapidary
