//! Folders that somebody has prepared.

use super::*;

#[test]
fn a_hostile_manifest_deletes_nothing() {
    let dir = written(&[("out/rust/a", ""), ("victim", "")]);
    let out = dir.path().join("out");
    generate(&out, &[("rust/a", "")]);
    for line in ["../../victim", "/etc/hostname", "..\\..\\victim", "a/../../../victim"] {
        fs::write(out.join("rust/.bindery-files"), format!("a\n{line}\n")).unwrap();
        let error = refusal(&out, &[("rust/a", "")]);
        assert!(error.contains(".bindery-files is damaged") && error.contains("line 2"), "{error}");
    }
    assert!(dir.path().join("victim").exists());
}

#[test]
fn a_lost_manifest_is_made_anew() {
    let files = [("rust/a", "a")];
    let dir = written(&files);
    fs::remove_file(dir.path().join("rust/.bindery-files")).unwrap();
    assert_eq!(differences(dir.path(), &files), ["missing rust/.bindery-files"]);
    generate(dir.path(), &files);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn links_are_refused_and_not_followed() {
        let outside = TempDir::new().unwrap();
        fs::write(outside.path().join("a"), "outside").unwrap();
        let files = [("rust/src/a", "a"), ("rust/b", "b")];
        for place in ["rust", "rust/src", "rust/src/a", "rust/b", "rust/.bindery-files"] {
            let dir = written(&files);
            let link = dir.path().join(place);
            if link.is_dir() {
                fs::remove_dir_all(&link).unwrap()
            } else {
                fs::remove_file(&link).unwrap()
            }
            symlink(outside.path(), &link).unwrap();
            let error = refusal(dir.path(), &files);
            assert!(error.contains(place) && error.contains("is a link"), "{error}");
        }
        assert_eq!(tree(outside.path()), [("a".to_owned(), "outside".to_owned())]);
    }

    #[test]
    fn nothing_is_deleted_through_a_link() {
        let outside = TempDir::new().unwrap();
        fs::write(outside.path().join("x"), "outside").unwrap();
        let dir = written(&[("rust/a", ""), ("rust/gone/x", "")]);
        fs::remove_dir_all(dir.path().join("rust/gone")).unwrap();
        symlink(outside.path(), dir.path().join("rust/gone")).unwrap();
        assert!(refusal(dir.path(), &[("rust/a", "")]).contains("is a link"));
        assert!(outside.path().join("x").exists());
    }

    #[test]
    fn the_output_folder_itself_may_be_a_link() {
        let real = TempDir::new().unwrap();
        let dir = TempDir::new().unwrap();
        symlink(real.path(), dir.path().join("out")).unwrap();
        generate(&dir.path().join("out"), &[("rust/a", "")]);
        assert!(real.path().join("rust/a").exists());
    }

    #[test]
    fn the_mode_of_a_file_stays() {
        let dir = written(&[("rust/run", "old")]);
        let path = dir.path().join("rust/run");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
        generate(dir.path(), &[("rust/run", "new")]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o750);
    }
}
