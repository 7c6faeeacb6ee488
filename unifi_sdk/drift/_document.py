"""From a document, whatever it is, to how it differs from this SDK."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unifi_sdk._core.nesting import is_too_deep
from unifi_sdk._facts import Facts, load, read, versions
from unifi_sdk._facts.compact import compact
from unifi_sdk._facts.versions import numbers
from unifi_sdk.drift._applications import ALL, Application
from unifi_sdk.drift._findings import Finding, FindingKind, Findings
from unifi_sdk.drift._operations import Comparison
from unifi_sdk.errors import ConfigurationError

__all__ = ["compare", "differences"]


def compare(specification: Mapping[str, object]) -> list[Finding]:
    """Hold the specification of an application against this SDK: Network or Protect, Site Manager or Mobility.

    Whatever is found, the SDK goes on working: a finding is something out of its reach, or something without a type.
    In what the SDK differs on purpose, because consoles do otherwise than the vendor's documents say, is no finding.

    Args:
        specification: The decoded OpenAPI document, as `NetworkClient.specification` gives it; that of Protect is shown
            to whoever has logged in to the console in a browser, below ``/proxy/protect/api-docs/integration.json``. Those
            of the cloud are found at developer.ui.com.

    Returns:
        The differences by kind; none when both agree.

    Raises:
        ConfigurationError: this is no such document.
    """
    try:
        return _compare(specification)
    except RecursionError:
        reason = "it is nested too deeply"
    except (OverflowError, ValueError) as error:
        reason = str(error)
    except (AttributeError, LookupError, TypeError):
        reason = "it is of another form"
    raise ConfigurationError(
        f"specification: this is no OpenAPI document of UniFi Network or Protect, Site Manager or Mobility ({reason})"
    )


def differences(facts: Facts, application: Application, findings: Findings) -> None:
    """Find everything in which facts and the SDK differ, on purpose or not.

    Args:
        facts: What a console says about itself.
        application: Whose facts they are.
        findings: Gets what is found.
    """
    known = {version: load(application.name, version) for version in versions(application.name)}
    near = _around(facts.version, list(known))
    Comparison(
        application,
        facts,
        [known[version] for version in near],
        [known[version] for version in known if version not in near],
        findings,
    ).run()


def _compare(specification: Mapping[str, Any]) -> list[Finding]:
    if is_too_deep(specification):
        raise RecursionError
    findings = Findings()
    unread = list[str]()

    def odd(where: str, reason: str) -> None:
        unread.append(where)
        findings.add(FindingKind.UNREADABLE, where, reason)

    facts = read(compact(specification, odd=odd))
    if not {*facts.operations} - {*unread}:
        raise ValueError("no operation of it can be read")
    application = _application(specification.get("info"), facts)
    differences(facts, application, findings)
    return findings.without(application.known)


def _around(version: str, known: list[str]) -> list[str]:
    """The known versions right before and right after one, or that one itself; the newest for what is no version."""
    if not any(numbers(version)):
        return known[-1:]
    before = [each for each in known if numbers(each) <= numbers(version)][-1:]
    after = [each for each in known if numbers(each) >= numbers(version)][:1]
    return list(dict.fromkeys(before + after))


def _application(info: object, facts: Facts) -> Application:
    title = str(info.get("title")).casefold() if isinstance(info, Mapping) else ""
    for application in ALL:
        if application.title in title:
            return application
    likely = max(ALL, key=lambda each: _in_common(each, facts))
    if not _in_common(likely, facts):
        raise ValueError("it has no operation of any of them")
    return likely


def _in_common(application: Application, facts: Facts) -> int:
    """How many operations a document and an application share."""
    known = filter(application.has, load(application.name).operations)
    return sum(name in facts.operations for name in known)
