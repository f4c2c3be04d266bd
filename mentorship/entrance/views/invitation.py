"""A link that lets an account choose its password: the first one, or one in place of a forgotten one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from mentorship.audit.addresses import client_address
from mentorship.entrance import tolls
from mentorship.entrance.forms import FirstPasswordForm
from mentorship.entrance.sessions import end_others, enter
from mentorship.entrance.views.refusing import too_many
from mentorship.entrance.workflow import has_factor, password_changed
from schools.invitations import invited_user

PAGE = "registration/invitation.html"


@sensitive_post_parameters()
@never_cache
@login_not_required
def invitation(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Set the password by the link and sign in; an account with a second factor signs in by itself."""
    user, now = invited_user(pk, token), timezone.now()
    if user is None:
        refusal = tolls.try_link(client_address(request), now=now)
        if refusal is not None:
            return too_many(request, PAGE, refusal, now=now)
        return render(request, PAGE, status=410)
    is_first = not user.has_usable_password()
    form = FirstPasswordForm(user, request.POST or None)
    if form.is_valid():
        form.save()
        password_changed(user=user, is_first=is_first)
        end_others(user, but=None, by=user)
        if has_factor(user):
            messages.success(request, "Пароль сохранён. Войдите с ним: понадобится и код из приложения.")
            return redirect("login")
        enter(request, user, now=now, way="по ссылке")
        messages.success(request, "Пароль сохранён, вы вошли на портал.")
        return redirect("home")
    context = {"form": form, "invited": user}
    return render(request, PAGE, context, status=400 if form.is_bound else 200)
