from app.health import can_write
from app.main import create_app
from app.settings import Settings, read_settings


def passing():
    return None


def failing():
    return "the database does not answer"


def breaking():
    raise RuntimeError("no such table")


def client(checks=None, **settings):
    return create_app(Settings(**settings), checks).test_client()


def test_says_who_answers_and_when():
    response = client({"one": passing}, version="1a2b3c4-7", instance="pod-1").get(
        "/health"
    )
    assert response.status_code == 200
    body = response.get_json()
    assert body["status"] == "ok"
    assert body["service"] == "${{ values.name }}"
    assert body["version"] == "1a2b3c4-7"
    assert body["id"] == "pod-1"
    assert body["timestamp"].endswith("+00:00")


def test_is_unhealthy_when_one_check_fails():
    response = client({"one": passing, "database": failing}).get("/health")
    assert response.status_code == 503
    assert response.get_json()["checks"] == {
        "one": "ok",
        "database": "the database does not answer",
    }


def test_is_unhealthy_when_a_check_breaks():
    response = client({"one": breaking}).get("/health")
    assert response.status_code == 503
    assert response.get_json()["checks"]["one"] == "RuntimeError: no such table"


def test_is_unhealthy_while_the_rehearsal_file_is_there(tmp_path):
    switch = tmp_path / "HEALTH_BREAK"
    service = client(scratch=tmp_path, health_break=switch)
    assert service.get("/health").status_code == 200
    switch.touch()
    assert service.get("/health").status_code == 503
    switch.unlink()
    assert service.get("/health").status_code == 200


def test_is_unhealthy_when_it_cannot_write(tmp_path):
    response = client({"scratch": can_write(tmp_path / "gone")}).get("/health")
    assert response.status_code == 503
    assert "cannot write" in response.get_json()["checks"]["scratch"]


def test_leaves_nothing_behind_where_it_writes(tmp_path):
    client(scratch=tmp_path, health_break=tmp_path / "no").get("/health")
    assert not list(tmp_path.iterdir())


def test_reads_its_settings_from_the_environment(tmp_path):
    settings = read_settings({"APP_VERSION": "v", "SCRATCH_DIR": str(tmp_path)})
    assert settings.version == "v"
    assert settings.health_break == tmp_path / "HEALTH_BREAK"
