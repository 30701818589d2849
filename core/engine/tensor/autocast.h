// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/autocast_mode.h>

namespace lapidary {

/// Matrix products in bfloat16 while it lives; weights, norms and losses stay f32.
class Autocast {
public:
    Autocast(bool on, c10::Device device) : type_(device.type()), before_(at::autocast::is_autocast_enabled(device.type())) {
        if (on) at::autocast::set_autocast_dtype(type_, at::kBFloat16);
        at::autocast::set_autocast_enabled(type_, on);
        at::autocast::increment_nesting();
    }
    Autocast(const Autocast &) = delete;
    Autocast &operator=(const Autocast &) = delete;
    ~Autocast() {
        if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(type_, before_);
    }

private:
    c10::DeviceType type_;
    bool before_;
};

} // namespace lapidary
