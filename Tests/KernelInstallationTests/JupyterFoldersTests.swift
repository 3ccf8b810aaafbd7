import Testing

@testable import KernelInstallation

#if os(Linux)
  struct JupyterFoldersTests {
    func folders(_ environment: [String: String], prefixes: [String] = []) -> JupyterFolders {
      JupyterFolders(environment: environment, home: "/home/me", prefixes: prefixes)
    }

    /// As `jupyter --paths` lists them.
    @Test func followsTheEnvironmentAsJupyterDoes() {
      let shared = ["/usr/local/share/jupyter", "/usr/share/jupyter"]
      #expect(folders([:]).searched == ["/home/me/.local/share/jupyter"] + shared)
      #expect(folders(["XDG_DATA_HOME": "/data"]).user == "/data/jupyter")
      #expect(folders(["JUPYTER_DATA_DIR": "/mine", "XDG_DATA_HOME": "/data"]).user == "/mine")
      #expect(folders(["JUPYTER_DATA_DIR": ""]).user == "/home/me/.local/share/jupyter")
      #expect(
        folders(["JUPYTER_PATH": "/a:/b"], prefixes: ["/venv", "/usr"]).searched
          == ["/a", "/b", "/home/me/.local/share/jupyter", "/venv/share/jupyter", "/usr/share/jupyter", shared[0]])
    }
  }
#endif
