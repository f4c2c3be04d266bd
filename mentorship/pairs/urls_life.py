"""Addresses of a pair's life: plan, products, diary, meetings to come, pulse, protocol."""

from django.urls import path

from mentorship.pairs.views import diary, planned, plans, products, protocol, pulse

PAIR = "pairs/<int:pk>/"
ITEM = f"{PAIR}plan/items/<int:item_pk>/"
PLANNED = f"{PAIR}planned/<int:planned_pk>/"
PRODUCT = f"{PAIR}products/<int:product_pk>/"

urlpatterns = [
    path("pairs/pulse/<int:pk>/", pulse.pulse_page, name="pulse"),
    path(f"{PAIR}pulse/<int:pulse_pk>/react/", pulse.react, name="react"),
    path(f"{PAIR}plan/", plans.plan_page, name="plan"),
    path(f"{PAIR}plan/template/", plans.use_template, name="use_template"),
    path(f"{PAIR}plan/offers/<int:template_pk>/", plans.answer_offer, name="answer_offer"),
    path(f"{PAIR}plan/items/add/", plans.add_item, name="add_item"),
    path(ITEM, plans.change_item, name="change_item"),
    path(f"{ITEM}done/", plans.finish_item, name="finish_item"),
    path(f"{ITEM}undone/", plans.undo_item, name="undo_item"),
    path(f"{ITEM}remove/", plans.remove_item, name="remove_item"),
    path(f"{PAIR}products/add/", products.add_product, name="add_product"),
    path(f"{PRODUCT}remove/", products.remove_product, name="remove_product"),
    path(f"{PRODUCT}file/", products.product_file, name="product_file"),
    path(f"{PAIR}diary/", diary.diary_page, name="diary"),
    path(f"{PAIR}diary/<int:entry_pk>/remove/", diary.remove_entry, name="remove_entry"),
    path(f"{PAIR}planned/add/", planned.add_meeting, name="plan_meeting"),
    path(PLANNED, planned.move_meeting, name="move_meeting"),
    path(f"{PLANNED}cancel/", planned.cancel_meeting, name="cancel_meeting"),
    path(f"{PLANNED}hold/", planned.hold_meeting, name="hold_meeting"),
    path(f"{PAIR}protocol/", protocol.protocol_page, name="protocol"),
]
