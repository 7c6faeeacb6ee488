"""The project."""

from __future__ import annotations

from unifi_sdk._core.model import Json, Model, field, model

__all__ = ["Project", "ProjectAnswer"]


@model
class Project(Model):
    """What is drawn; the vendor names its parts and does not say what they consist of, so each is JSON as it came."""

    shapes: Json = None
    plans: Json = None
    products: Json = None
    wall_types: Json = field(default=None, wire="wallTypes")
    attenuation_object_types: Json = field(default=None, wire="attenuationObjectTypes")
    project: Json = None
    """Its own settings."""


@model
class ProjectAnswer(Model):
    """What `Projects.get` is answered with."""

    data: Project
