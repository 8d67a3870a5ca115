"""The smallest CDKTF app there is: what every synth costs before it does anything."""

from cdktf import App, TerraformStack

if __name__ == "__main__":
    app = App()
    TerraformStack(app, "empty")
    app.synth()
