from toolchain.lock import uv_settings


def test_passes_pips_settings_on_to_uv() -> None:
    printed = (
        "global.cert='/etc/certs.pem'\n"
        "global.extra-index-url='https://one.example/simple https://two.example/simple'\n"
        "global.index-url='https://global.example/simple'\n"
        ":env:.index-url='https://env.example/simple'\n"
    )
    assert uv_settings(printed) == {"UV_DEFAULT_INDEX": "https://env.example/simple"}


def test_without_an_index_of_their_own_there_is_nothing_to_pass_on() -> None:
    assert uv_settings("global.extra-index-url='https://one.example/simple'\n") == {}
