"""What stands in for Rasa's environment: a bare Python with a `rasa` that serves, trains, dies or hangs as told?"""

from __future__ import annotations

import sysconfig
import venv
from pathlib import Path

#: `rasa run` answers /status with its model and checks nothing; `rasa train` writes a model; the model's or the
#: pipeline's text says what else happens.
RASA = """
import http.server, json, os, sys, time
from pathlib import Path

def option(*names):
    return next(sys.argv[sys.argv.index(name) + 1] for name in names if name in sys.argv)

class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"model_file": option("--model")}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass

told = Path(option("--model", "--config")).read_text()
if "broken" in told:
    sys.exit("it is broken")
if sys.argv[1] == "train":
    if "empty" not in told:
        Path(option("--out"), option("--fixed-model-name") + ".tar.gz").write_text(
            " ".join(sorted(p.name for p in Path(option("--nlu")).iterdir())))
else:
    Path(told.split()[-1]).write_text(json.dumps(
        {"folder": os.getcwd(), "environment": dict(os.environ), "files": os.listdir(".")}))
    http.server.HTTPServer(("127.0.0.1", int(option("-p"))), Answer).serve_forever()
"""


def make_standin(folder: Path) -> Path:
    """Make the environment, and return its Python."""
    venv.create(folder, with_pip=False)
    site = sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    package = Path(site) / "rasa"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(RASA)
    return folder / "bin" / "python"
