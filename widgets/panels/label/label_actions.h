// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QWidget>
#include <functional>

class QHBoxLayout;
class QShortcut;
class QVBoxLayout;

namespace lapidary {

class FlowLayout;
class KeyButton;
class LabelViewModel;

/// What a person can do at the shown item, as buttons that show their keys, and as those keys: what the queue's kind
/// names, and what all kinds have in common. Both follow the keymap. While somebody types nothing of it fires.
class LabelActions : public QWidget {
    Q_OBJECT
public:
    /// `page`: where the keys count. `isTyping`: whether they type there at the moment.
    LabelActions(LabelViewModel &model, QWidget *page, std::function<bool()> isTyping);
    /// What a common action does, before the first refresh(). `emphatic`: its key for that was pressed, or Shift.
    void on(const char *action, std::function<void(bool emphatic)> what);
    KeyButton *button(const char *action) const; ///< of a common action
    void refresh();

private:
    void makeCommon();
    KeyButton *keyed(const char *action, const char *objectName, const QString &toolTip = {});
    void rebuild();
    void makeKindButtons();
    void makeKeys();
    void addKeys(const std::string &name, const std::vector<std::string> &keys, const std::string &emphatic,
                 const std::function<void(bool)> &what);
    void addKey(const std::string &key, const std::function<void()> &what);
    LabelViewModel &model_;
    QWidget *page_;
    std::function<bool()> isTyping_;
    QHash<QString, std::function<void(bool)>> does_{};
    QHash<QString, KeyButton *> common_{};
    QList<KeyButton *> kind_{};
    QList<QShortcut *> keys_{};
    QVBoxLayout *rows_ = nullptr;
    QHBoxLayout *first_ = nullptr;
    FlowLayout *second_ = nullptr, *tools_ = nullptr;
    QString built_{};
};

} // namespace lapidary
