KERNEL void f0(Pointer v0, Pointer v1) {
  const int v2 = *(const int *)(v0);
  const int v3 = (v2 + 4);
  for (int v4 = 0;;) {
    *(int *)(v1) = v3;
    v4 += 1;
    if (!(v4 < 1)) break;
  }
}
KERNEL void f1(Pointer v0, Pointer v1) {
  const int v2 = *(const int *)(v0);
  const int v3 = (v2 + 1);
  for (int v4 = 0;;) {
    *(int *)(v1) = v3;
    v4 += 1;
    if (!(v4 < 1)) break;
  }
}
KERNEL void f2(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  const float v4 = *(const float *)(v0);
  const float v5 = *(const float *)(v1);
  const float v6 = (v5 + 4.f);
  const float v7 = (v6 - v5);
  const float v8 = (v6 - v7);
  const float v9 = (v5 - v8);
  const float v10 = (4.f - v7);
  const float v11 = (v9 + v10);
  const float v12 = (v4 + v11);
  for (int v13 = 0;;) {
    *(float *)(v2) = v12;
    *(float *)(v3) = v6;
    v13 += 1;
    if (!(v13 < 1)) break;
  }
}
KERNEL void f3(Pointer v0, Pointer v1) {
  const int v2 = *(const int *)(v0);
  const float v3 = (float)v2;
  const float v4 = s_abs_f(0.9599999785423279f);
  const int v5 = (v4 < 1.1754943508222875e-38f);
  const float v6 = (v4 * 8388608.f);
  const float v7 = (v5 ? v6 : v4);
  const int v8 = (int)s_bits(v7);
  const int v9 = (v8 & 8388607);
  const int v10 = (v9 | 1056964608);
  const float v11 = s_float((int)v10);
  const int v12 = (v8 >> 23);
  const int v13 = (v11 < 0.7071067690849304f);
  const float v14 = (float)v12;
  const float v15 = (v5 ? 149.f : 126.f);
  const float v16 = (v14 - v15);
  const float v17 = (v13 ? v11 : 0.f);
  const float v18 = (v11 + v17);
  const float v19 = (v18 - 1.f);
  const float v20 = (v13 ? 1.f : 0.f);
  const float v21 = (v16 - v20);
  const float v22 = (v19 + 2.f);
  const float v23 = (v22 - 2.f);
  const float v24 = (v19 - v23);
  const float v25 = (v19 / v22);
  const float v26 = (v25 * v22);
  const float v27 = (v25 * 4097.f);
  const float v28 = (v27 - v25);
  const float v29 = (v27 - v28);
  const float v30 = (v25 - v29);
  const float v31 = (v22 * 4097.f);
  const float v32 = (v31 - v22);
  const float v33 = (v31 - v32);
  const float v34 = (v22 - v33);
  const float v35 = (v29 * v33);
  const float v36 = (v35 - v26);
  const float v37 = (v29 * v34);
  const float v38 = (v36 + v37);
  const float v39 = (v30 * v33);
  const float v40 = (v38 + v39);
  const float v41 = (v30 * v34);
  const float v42 = (v40 + v41);
  const float v43 = (v19 - v26);
  const float v44 = (v43 - v42);
  const float v45 = (v25 * v24);
  const float v46 = (v44 - v45);
  const float v47 = (v46 / v22);
  const float v48 = (v25 * v25);
  const float v49 = s_fma(0.1818181872367859f, v48, 0.2222222238779068f);
  const float v50 = s_fma(v49, v48, 0.2857142984867096f);
  const float v51 = s_fma(v50, v48, 0.4000000059604645f);
  const float v52 = s_fma(v51, v48, 0.6666666865348816f);
  const float v53 = (v52 * v48);
  const float v54 = (v53 * v25);
  const float v55 = (v47 + v47);
  const float v56 = s_fma(v21, (-0.00021219444170128554f), v55);
  const float v57 = (v56 + v54);
  const float v58 = (v21 * 0.693359375f);
  const float v59 = (v25 + v25);
  const float v60 = (v58 + v59);
  const float v61 = (v60 - v58);
  const float v62 = (v60 - v61);
  const float v63 = (v58 - v62);
  const float v64 = (v59 - v61);
  const float v65 = (v63 + v64);
  const float v66 = (v65 + v57);
  const float v67 = (v60 + v66);
  const float v68 = (v67 - v60);
  const float v69 = (v66 - v68);
  const float v70 = (v67 * v3);
  const float v71 = (v67 * 4097.f);
  const float v72 = (v71 - v67);
  const float v73 = (v71 - v72);
  const float v74 = (v67 - v73);
  const float v75 = (v3 * 4097.f);
  const float v76 = (v75 - v3);
  const float v77 = (v75 - v76);
  const float v78 = (v3 - v77);
  const float v79 = (v73 * v77);
  const float v80 = (v79 - v70);
  const float v81 = (v73 * v78);
  const float v82 = (v80 + v81);
  const float v83 = (v74 * v77);
  const float v84 = (v82 + v83);
  const float v85 = (v74 * v78);
  const float v86 = (v84 + v85);
  const float v87 = s_abs_f(v70);
  const int v88 = (v87 < 120.f);
  const float v89 = s_abs_f(v3);
  const int v90 = (v89 < 1.0000000150474662e+30f);
  const int v91 = (v88 & v90);
  const float v92 = s_fma(v69, v3, v86);
  const float v93 = (v91 ? v92 : 0.f);
  const float v94 = s_pseudoMin_f(v70, 89.f);
  const float v95 = s_pseudoMax_f(v94, (-105.f));
  const float v96 = (v95 * 1.4426950216293335f);
  const float v97 = s_nearest_f(v96);
  const float v98 = s_fma(v97, (-0.693359375f), v95);
  const float v99 = s_fma(v97, 0.00021219444170128554f, v98);
  const float v100 = (v99 + v93);
  const float v101 = s_fma(0.00019875691214110702f, v100, 0.001398199936375022f);
  const float v102 = s_fma(v101, v100, 0.008333452045917511f);
  const float v103 = s_fma(v102, v100, 0.04166579619050026f);
  const float v104 = s_fma(v103, v100, 0.1666666567325592f);
  const float v105 = s_fma(v104, v100, 0.5f);
  const float v106 = (v100 * v100);
  const float v107 = (v100 + 1.f);
  const float v108 = s_fma(v105, v106, v107);
  const int v109 = s_to_i(v97);
  const int v110 = (v109 >> 1);
  const int v111 = (v110 + 127);
  const int v112 = (int)((unsigned)v111 << 23);
  const float v113 = s_float((int)v112);
  const float v114 = (v108 * v113);
  const int v115 = (v109 - v110);
  const int v116 = (v115 + 127);
  const int v117 = (int)((unsigned)v116 << 23);
  const float v118 = s_float((int)v117);
  const float v119 = (v114 * v118);
  const int v120 = (v3 > 0.f);
  const float v121 = (v120 ? (__builtin_inff()) : 0.f);
  const int v122 = (v3 > 0.f);
  const float v123 = (v122 ? 0.f : (__builtin_inff()));
  const int v124 = (v4 == 0.f);
  const int v125 = (v4 == (__builtin_inff()));
  const float v126 = (v125 ? v121 : v119);
  const float v127 = (v124 ? v123 : v126);
  const float v128 = s_floor_f(v3);
  const int v129 = (v128 == v3);
  const float v130 = (v3 * 0.5f);
  const float v131 = s_floor_f(v130);
  const int v132 = (v131 != v130);
  const int v133 = (v129 & v132);
  const int v134 = (int)s_bits(0.9599999785423279f);
  const int v135 = (v134 < 0);
  const int v136 = (v135 & v133);
  const float v137 = (-v127);
  const float v138 = (v136 ? v137 : v127);
  const int v139 = (0.9599999785423279f < 0.f);
  const int v140 = (0.9599999785423279f > (-__builtin_inff()));
  const int v141 = (v139 & v140);
  const int v142 = (!v129);
  const int v143 = (v141 & v142);
  const int v144 = (0.9599999785423279f != 0.9599999785423279f);
  const int v145 = (v3 != v3);
  const int v146 = (v144 | v145);
  const int v147 = (v146 | v143);
  const int v148 = (v3 == 0.f);
  const int v149 = (0.9599999785423279f == 1.f);
  const int v150 = (v148 | v149);
  const int v151 = (v4 == 1.f);
  const float v152 = s_abs_f(v3);
  const int v153 = (v152 == (__builtin_inff()));
  const int v154 = (v151 & v153);
  const int v155 = (v150 | v154);
  const float v156 = (v147 ? __builtin_nanf("") : v138);
  const float v157 = (v155 ? 1.f : v156);
  const float v158 = (v157 * 0.5f);
  const float v159 = (1.f - v158);
  const float v160 = (v159 * 0.8999999761581421f);
  for (int v161 = 0;;) {
    *(float *)(v1) = v160;
    v161 += 1;
    if (!(v161 < 1)) break;
  }
}
KERNEL void f4(Pointer v0, Pointer v1, Pointer v2) {
  const float v3 = *(const float *)(v0);
  const float v4 = *(const float *)(v1);
  const float v5 = (v3 * v4);
  for (int v6 = 0;;) {
    *(float *)(v2) = v5;
    v6 += 1;
    if (!(v6 < 1)) break;
  }
}
KERNEL void f5(Pointer v0, Pointer v1, Pointer v2) {
  const float v3 = *(const float *)(v0);
  const float v4 = (1.f - v3);
  const float v5 = *(const float *)(v1);
  const float v6 = (1.f - v5);
  const float v7 = (v4 / v6);
  for (int v8 = 0;;) {
    *(float *)(v2) = v7;
    v8 += 1;
    if (!(v8 < 1)) break;
  }
}
KERNEL void f6(Pointer v0, Pointer v1, Pointer v2) {
  const int v3 = *(const int *)(v0);
  const float v4 = (float)v3;
  const float v5 = (v4 + 1.f);
  const float v6 = s_abs_f(0.9599999785423279f);
  const int v7 = (v6 < 1.1754943508222875e-38f);
  const float v8 = (v6 * 8388608.f);
  const float v9 = (v7 ? v8 : v6);
  const int v10 = (int)s_bits(v9);
  const int v11 = (v10 & 8388607);
  const int v12 = (v11 | 1056964608);
  const float v13 = s_float((int)v12);
  const int v14 = (v10 >> 23);
  const int v15 = (v13 < 0.7071067690849304f);
  const float v16 = (float)v14;
  const float v17 = (v7 ? 149.f : 126.f);
  const float v18 = (v16 - v17);
  const float v19 = (v15 ? v13 : 0.f);
  const float v20 = (v13 + v19);
  const float v21 = (v20 - 1.f);
  const float v22 = (v15 ? 1.f : 0.f);
  const float v23 = (v18 - v22);
  const float v24 = (v21 + 2.f);
  const float v25 = (v24 - 2.f);
  const float v26 = (v21 - v25);
  const float v27 = (v21 / v24);
  const float v28 = (v27 * v24);
  const float v29 = (v27 * 4097.f);
  const float v30 = (v29 - v27);
  const float v31 = (v29 - v30);
  const float v32 = (v27 - v31);
  const float v33 = (v24 * 4097.f);
  const float v34 = (v33 - v24);
  const float v35 = (v33 - v34);
  const float v36 = (v24 - v35);
  const float v37 = (v31 * v35);
  const float v38 = (v37 - v28);
  const float v39 = (v31 * v36);
  const float v40 = (v38 + v39);
  const float v41 = (v32 * v35);
  const float v42 = (v40 + v41);
  const float v43 = (v32 * v36);
  const float v44 = (v42 + v43);
  const float v45 = (v21 - v28);
  const float v46 = (v45 - v44);
  const float v47 = (v27 * v26);
  const float v48 = (v46 - v47);
  const float v49 = (v48 / v24);
  const float v50 = (v27 * v27);
  const float v51 = s_fma(0.1818181872367859f, v50, 0.2222222238779068f);
  const float v52 = s_fma(v51, v50, 0.2857142984867096f);
  const float v53 = s_fma(v52, v50, 0.4000000059604645f);
  const float v54 = s_fma(v53, v50, 0.6666666865348816f);
  const float v55 = (v54 * v50);
  const float v56 = (v55 * v27);
  const float v57 = (v49 + v49);
  const float v58 = s_fma(v23, (-0.00021219444170128554f), v57);
  const float v59 = (v58 + v56);
  const float v60 = (v23 * 0.693359375f);
  const float v61 = (v27 + v27);
  const float v62 = (v60 + v61);
  const float v63 = (v62 - v60);
  const float v64 = (v62 - v63);
  const float v65 = (v60 - v64);
  const float v66 = (v61 - v63);
  const float v67 = (v65 + v66);
  const float v68 = (v67 + v59);
  const float v69 = (v62 + v68);
  const float v70 = (v69 - v62);
  const float v71 = (v68 - v70);
  const float v72 = (v69 * v5);
  const float v73 = (v69 * 4097.f);
  const float v74 = (v73 - v69);
  const float v75 = (v73 - v74);
  const float v76 = (v69 - v75);
  const float v77 = (v5 * 4097.f);
  const float v78 = (v77 - v5);
  const float v79 = (v77 - v78);
  const float v80 = (v5 - v79);
  const float v81 = (v75 * v79);
  const float v82 = (v81 - v72);
  const float v83 = (v75 * v80);
  const float v84 = (v82 + v83);
  const float v85 = (v76 * v79);
  const float v86 = (v84 + v85);
  const float v87 = (v76 * v80);
  const float v88 = (v86 + v87);
  const float v89 = s_abs_f(v72);
  const int v90 = (v89 < 120.f);
  const float v91 = s_abs_f(v5);
  const int v92 = (v91 < 1.0000000150474662e+30f);
  const int v93 = (v90 & v92);
  const float v94 = s_fma(v71, v5, v88);
  const float v95 = (v93 ? v94 : 0.f);
  const float v96 = s_pseudoMin_f(v72, 89.f);
  const float v97 = s_pseudoMax_f(v96, (-105.f));
  const float v98 = (v97 * 1.4426950216293335f);
  const float v99 = s_nearest_f(v98);
  const float v100 = s_fma(v99, (-0.693359375f), v97);
  const float v101 = s_fma(v99, 0.00021219444170128554f, v100);
  const float v102 = (v101 + v95);
  const float v103 = s_fma(0.00019875691214110702f, v102, 0.001398199936375022f);
  const float v104 = s_fma(v103, v102, 0.008333452045917511f);
  const float v105 = s_fma(v104, v102, 0.04166579619050026f);
  const float v106 = s_fma(v105, v102, 0.1666666567325592f);
  const float v107 = s_fma(v106, v102, 0.5f);
  const float v108 = (v102 * v102);
  const float v109 = (v102 + 1.f);
  const float v110 = s_fma(v107, v108, v109);
  const int v111 = s_to_i(v99);
  const int v112 = (v111 >> 1);
  const int v113 = (v112 + 127);
  const int v114 = (int)((unsigned)v113 << 23);
  const float v115 = s_float((int)v114);
  const float v116 = (v110 * v115);
  const int v117 = (v111 - v112);
  const int v118 = (v117 + 127);
  const int v119 = (int)((unsigned)v118 << 23);
  const float v120 = s_float((int)v119);
  const float v121 = (v116 * v120);
  const int v122 = (v5 > 0.f);
  const float v123 = (v122 ? (__builtin_inff()) : 0.f);
  const int v124 = (v5 > 0.f);
  const float v125 = (v124 ? 0.f : (__builtin_inff()));
  const int v126 = (v6 == 0.f);
  const int v127 = (v6 == (__builtin_inff()));
  const float v128 = (v127 ? v123 : v121);
  const float v129 = (v126 ? v125 : v128);
  const float v130 = s_floor_f(v5);
  const int v131 = (v130 == v5);
  const float v132 = (v5 * 0.5f);
  const float v133 = s_floor_f(v132);
  const int v134 = (v133 != v132);
  const int v135 = (v131 & v134);
  const int v136 = (int)s_bits(0.9599999785423279f);
  const int v137 = (v136 < 0);
  const int v138 = (v137 & v135);
  const float v139 = (-v129);
  const float v140 = (v138 ? v139 : v129);
  const int v141 = (0.9599999785423279f < 0.f);
  const int v142 = (0.9599999785423279f > (-__builtin_inff()));
  const int v143 = (v141 & v142);
  const int v144 = (!v131);
  const int v145 = (v143 & v144);
  const int v146 = (0.9599999785423279f != 0.9599999785423279f);
  const int v147 = (v5 != v5);
  const int v148 = (v146 | v147);
  const int v149 = (v148 | v145);
  const int v150 = (v5 == 0.f);
  const int v151 = (0.9599999785423279f == 1.f);
  const int v152 = (v150 | v151);
  const int v153 = (v6 == 1.f);
  const float v154 = s_abs_f(v5);
  const int v155 = (v154 == (__builtin_inff()));
  const int v156 = (v153 & v155);
  const int v157 = (v152 | v156);
  const float v158 = (v149 ? __builtin_nanf("") : v140);
  const float v159 = (v157 ? 1.f : v158);
  const float v160 = (v159 * 0.5f);
  const float v161 = (1.f - v160);
  const float v162 = (v161 * 0.8999999761581421f);
  const float v163 = *(const float *)(v1);
  const float v164 = (v163 * v162);
  const float v165 = (1.f - v164);
  const float v166 = (v162 / v165);
  for (int v167 = 0;;) {
    *(float *)(v2) = v166;
    v167 += 1;
    if (!(v167 < 1)) break;
  }
}
KERNEL void f7(Pointer v0, Pointer v1) {
  const int v2 = *(const int *)(v0);
  const float v3 = (float)v2;
  const float v4 = s_abs_f(0.9990000128746033f);
  const int v5 = (v4 < 1.1754943508222875e-38f);
  const float v6 = (v4 * 8388608.f);
  const float v7 = (v5 ? v6 : v4);
  const int v8 = (int)s_bits(v7);
  const int v9 = (v8 & 8388607);
  const int v10 = (v9 | 1056964608);
  const float v11 = s_float((int)v10);
  const int v12 = (v8 >> 23);
  const int v13 = (v11 < 0.7071067690849304f);
  const float v14 = (float)v12;
  const float v15 = (v5 ? 149.f : 126.f);
  const float v16 = (v14 - v15);
  const float v17 = (v13 ? v11 : 0.f);
  const float v18 = (v11 + v17);
  const float v19 = (v18 - 1.f);
  const float v20 = (v13 ? 1.f : 0.f);
  const float v21 = (v16 - v20);
  const float v22 = (v19 + 2.f);
  const float v23 = (v22 - 2.f);
  const float v24 = (v19 - v23);
  const float v25 = (v19 / v22);
  const float v26 = (v25 * v22);
  const float v27 = (v25 * 4097.f);
  const float v28 = (v27 - v25);
  const float v29 = (v27 - v28);
  const float v30 = (v25 - v29);
  const float v31 = (v22 * 4097.f);
  const float v32 = (v31 - v22);
  const float v33 = (v31 - v32);
  const float v34 = (v22 - v33);
  const float v35 = (v29 * v33);
  const float v36 = (v35 - v26);
  const float v37 = (v29 * v34);
  const float v38 = (v36 + v37);
  const float v39 = (v30 * v33);
  const float v40 = (v38 + v39);
  const float v41 = (v30 * v34);
  const float v42 = (v40 + v41);
  const float v43 = (v19 - v26);
  const float v44 = (v43 - v42);
  const float v45 = (v25 * v24);
  const float v46 = (v44 - v45);
  const float v47 = (v46 / v22);
  const float v48 = (v25 * v25);
  const float v49 = s_fma(0.1818181872367859f, v48, 0.2222222238779068f);
  const float v50 = s_fma(v49, v48, 0.2857142984867096f);
  const float v51 = s_fma(v50, v48, 0.4000000059604645f);
  const float v52 = s_fma(v51, v48, 0.6666666865348816f);
  const float v53 = (v52 * v48);
  const float v54 = (v53 * v25);
  const float v55 = (v47 + v47);
  const float v56 = s_fma(v21, (-0.00021219444170128554f), v55);
  const float v57 = (v56 + v54);
  const float v58 = (v21 * 0.693359375f);
  const float v59 = (v25 + v25);
  const float v60 = (v58 + v59);
  const float v61 = (v60 - v58);
  const float v62 = (v60 - v61);
  const float v63 = (v58 - v62);
  const float v64 = (v59 - v61);
  const float v65 = (v63 + v64);
  const float v66 = (v65 + v57);
  const float v67 = (v60 + v66);
  const float v68 = (v67 - v60);
  const float v69 = (v66 - v68);
  const float v70 = (v67 * v3);
  const float v71 = (v67 * 4097.f);
  const float v72 = (v71 - v67);
  const float v73 = (v71 - v72);
  const float v74 = (v67 - v73);
  const float v75 = (v3 * 4097.f);
  const float v76 = (v75 - v3);
  const float v77 = (v75 - v76);
  const float v78 = (v3 - v77);
  const float v79 = (v73 * v77);
  const float v80 = (v79 - v70);
  const float v81 = (v73 * v78);
  const float v82 = (v80 + v81);
  const float v83 = (v74 * v77);
  const float v84 = (v82 + v83);
  const float v85 = (v74 * v78);
  const float v86 = (v84 + v85);
  const float v87 = s_abs_f(v70);
  const int v88 = (v87 < 120.f);
  const float v89 = s_abs_f(v3);
  const int v90 = (v89 < 1.0000000150474662e+30f);
  const int v91 = (v88 & v90);
  const float v92 = s_fma(v69, v3, v86);
  const float v93 = (v91 ? v92 : 0.f);
  const float v94 = s_pseudoMin_f(v70, 89.f);
  const float v95 = s_pseudoMax_f(v94, (-105.f));
  const float v96 = (v95 * 1.4426950216293335f);
  const float v97 = s_nearest_f(v96);
  const float v98 = s_fma(v97, (-0.693359375f), v95);
  const float v99 = s_fma(v97, 0.00021219444170128554f, v98);
  const float v100 = (v99 + v93);
  const float v101 = s_fma(0.00019875691214110702f, v100, 0.001398199936375022f);
  const float v102 = s_fma(v101, v100, 0.008333452045917511f);
  const float v103 = s_fma(v102, v100, 0.04166579619050026f);
  const float v104 = s_fma(v103, v100, 0.1666666567325592f);
  const float v105 = s_fma(v104, v100, 0.5f);
  const float v106 = (v100 * v100);
  const float v107 = (v100 + 1.f);
  const float v108 = s_fma(v105, v106, v107);
  const int v109 = s_to_i(v97);
  const int v110 = (v109 >> 1);
  const int v111 = (v110 + 127);
  const int v112 = (int)((unsigned)v111 << 23);
  const float v113 = s_float((int)v112);
  const float v114 = (v108 * v113);
  const int v115 = (v109 - v110);
  const int v116 = (v115 + 127);
  const int v117 = (int)((unsigned)v116 << 23);
  const float v118 = s_float((int)v117);
  const float v119 = (v114 * v118);
  const int v120 = (v3 > 0.f);
  const float v121 = (v120 ? (__builtin_inff()) : 0.f);
  const int v122 = (v3 > 0.f);
  const float v123 = (v122 ? 0.f : (__builtin_inff()));
  const int v124 = (v4 == 0.f);
  const int v125 = (v4 == (__builtin_inff()));
  const float v126 = (v125 ? v121 : v119);
  const float v127 = (v124 ? v123 : v126);
  const float v128 = s_floor_f(v3);
  const int v129 = (v128 == v3);
  const float v130 = (v3 * 0.5f);
  const float v131 = s_floor_f(v130);
  const int v132 = (v131 != v130);
  const int v133 = (v129 & v132);
  const int v134 = (int)s_bits(0.9990000128746033f);
  const int v135 = (v134 < 0);
  const int v136 = (v135 & v133);
  const float v137 = (-v127);
  const float v138 = (v136 ? v137 : v127);
  const int v139 = (0.9990000128746033f < 0.f);
  const int v140 = (0.9990000128746033f > (-__builtin_inff()));
  const int v141 = (v139 & v140);
  const int v142 = (!v129);
  const int v143 = (v141 & v142);
  const int v144 = (0.9990000128746033f != 0.9990000128746033f);
  const int v145 = (v3 != v3);
  const int v146 = (v144 | v145);
  const int v147 = (v146 | v143);
  const int v148 = (v3 == 0.f);
  const int v149 = (0.9990000128746033f == 1.f);
  const int v150 = (v148 | v149);
  const int v151 = (v4 == 1.f);
  const float v152 = s_abs_f(v3);
  const int v153 = (v152 == (__builtin_inff()));
  const int v154 = (v151 & v153);
  const int v155 = (v150 | v154);
  const float v156 = (v147 ? __builtin_nanf("") : v138);
  const float v157 = (v155 ? 1.f : v156);
  const float v158 = (1.f - v157);
  for (int v159 = 0;;) {
    *(float *)(v1) = v158;
    v159 += 1;
    if (!(v159 < 1)) break;
  }
}
KERNEL void f8(Pointer v0, Pointer v1) {
  const unsigned v2 = *(const unsigned *)(v0);
  const unsigned v3 = *(const unsigned *)(v0 + 4);
  const unsigned v4 = *(const unsigned *)(v0 + 8);
  const vi v5 = (((vi){0, 1, 2, 3, 4, 5, 6, 7}) * SPLAT(vi, 1));
  const unsigned v6 = (v2 ^ v3);
  const unsigned v7 = (v6 ^ 466688986u);
  const unsigned v8 = (v4 + v2);
  for (int v9 = 0;;) {
    const vi v10 = (splat_i(v9) + v5);
    const vu v11 = ((vu)v10);
    const vu v12 = (v11 + splat_u(v3));
    const vu v13 = (splat_u(v8) + v12);
    const vu v14 = (v12 << 13);
    const vu v15 = (v12 >> 19);
    const vu v16 = (v14 | v15);
    const vu v17 = (v16 ^ v13);
    const vu v18 = (v13 + v17);
    const vu v19 = (v17 << 15);
    const vu v20 = (v17 >> 17);
    const vu v21 = (v19 | v20);
    const vu v22 = (v21 ^ v18);
    const vu v23 = (v18 + v22);
    const vu v24 = (v22 << 26);
    const vu v25 = (v22 >> 6);
    const vu v26 = (v24 | v25);
    const vu v27 = (v26 ^ v23);
    const vu v28 = (v23 + v27);
    const vu v29 = (v27 << 6);
    const vu v30 = (v27 >> 26);
    const vu v31 = (v29 | v30);
    const vu v32 = (v31 ^ v28);
    const vu v33 = (v28 + splat_u(v3));
    const vu v34 = (v32 + splat_u(v7));
    const vu v35 = (v34 + SPLAT(vu, 1u));
    const vu v36 = (v33 + v35);
    const vu v37 = (v35 << 17);
    const vu v38 = (v35 >> 15);
    const vu v39 = (v37 | v38);
    const vu v40 = (v39 ^ v36);
    const vu v41 = (v36 + v40);
    const vu v42 = (v40 << 29);
    const vu v43 = (v40 >> 3);
    const vu v44 = (v42 | v43);
    const vu v45 = (v44 ^ v41);
    const vu v46 = (v41 + v45);
    const vu v47 = (v45 << 16);
    const vu v48 = (v45 >> 16);
    const vu v49 = (v47 | v48);
    const vu v50 = (v49 ^ v46);
    const vu v51 = (v46 + v50);
    const vu v52 = (v50 << 24);
    const vu v53 = (v50 >> 8);
    const vu v54 = (v52 | v53);
    const vu v55 = (v54 ^ v51);
    const vu v56 = (v51 + splat_u(v7));
    const vu v57 = (v55 + splat_u(v2));
    const vu v58 = (v57 + SPLAT(vu, 2u));
    const vu v59 = (v56 + v58);
    const vu v60 = (v58 << 13);
    const vu v61 = (v58 >> 19);
    const vu v62 = (v60 | v61);
    const vu v63 = (v62 ^ v59);
    const vu v64 = (v59 + v63);
    const vu v65 = (v63 << 15);
    const vu v66 = (v63 >> 17);
    const vu v67 = (v65 | v66);
    const vu v68 = (v67 ^ v64);
    const vu v69 = (v64 + v68);
    const vu v70 = (v68 << 26);
    const vu v71 = (v68 >> 6);
    const vu v72 = (v70 | v71);
    const vu v73 = (v72 ^ v69);
    const vu v74 = (v69 + v73);
    const vu v75 = (v73 << 6);
    const vu v76 = (v73 >> 26);
    const vu v77 = (v75 | v76);
    const vu v78 = (v77 ^ v74);
    const vu v79 = (v74 + splat_u(v2));
    const vu v80 = (v78 + splat_u(v3));
    const vu v81 = (v80 + SPLAT(vu, 3u));
    const vu v82 = (v79 + v81);
    const vu v83 = (v81 << 17);
    const vu v84 = (v81 >> 15);
    const vu v85 = (v83 | v84);
    const vu v86 = (v85 ^ v82);
    const vu v87 = (v82 + v86);
    const vu v88 = (v86 << 29);
    const vu v89 = (v86 >> 3);
    const vu v90 = (v88 | v89);
    const vu v91 = (v90 ^ v87);
    const vu v92 = (v87 + v91);
    const vu v93 = (v91 << 16);
    const vu v94 = (v91 >> 16);
    const vu v95 = (v93 | v94);
    const vu v96 = (v95 ^ v92);
    const vu v97 = (v92 + v96);
    const vu v98 = (v96 << 24);
    const vu v99 = (v96 >> 8);
    const vu v100 = (v98 | v99);
    const vu v101 = (v100 ^ v97);
    const vu v102 = (v97 + splat_u(v3));
    const vu v103 = (v101 + splat_u(v7));
    const vu v104 = (v103 + SPLAT(vu, 4u));
    const vu v105 = (v102 + v104);
    const vu v106 = (v104 << 13);
    const vu v107 = (v104 >> 19);
    const vu v108 = (v106 | v107);
    const vu v109 = (v108 ^ v105);
    const vu v110 = (v105 + v109);
    const vu v111 = (v109 << 15);
    const vu v112 = (v109 >> 17);
    const vu v113 = (v111 | v112);
    const vu v114 = (v113 ^ v110);
    const vu v115 = (v110 + v114);
    const vu v116 = (v114 << 26);
    const vu v117 = (v114 >> 6);
    const vu v118 = (v116 | v117);
    const vu v119 = (v118 ^ v115);
    const vu v120 = (v115 + v119);
    const vu v121 = (v119 << 6);
    const vu v122 = (v119 >> 26);
    const vu v123 = (v121 | v122);
    const vu v124 = (v123 ^ v120);
    const vu v125 = (v120 + splat_u(v7));
    const vu v126 = (v124 + splat_u(v2));
    const vu v127 = (v126 + SPLAT(vu, 5u));
    const vi v128 = ((vi)(v125 < SPLAT(vu, 2147483648u)));
    const Pointer v129 = (v1 + (Offset)v9);
    store_b(v129, v128 & 1);
    v9 += 8;
    if (!(v9 < 16)) break;
  }
}
KERNEL void f9(Pointer v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 4);
    const Pointer v5 = (v0 + (Offset)v4);
    const unsigned v6 = *(const unsigned *)(v5);
    const Pointer v7 = (v2 + (Offset)v4);
    const unsigned v8 = *(const unsigned *)(v7);
    const unsigned v9 = (v6 + v8);
    const Pointer v10 = (v1 + (Offset)v4);
    *(unsigned *)(v10) = v9;
    v3 += 1;
    if (!(v3 < 3)) break;
  }
}
KERNEL void f10(Pointer v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 4);
    const Pointer v5 = (v1 + (Offset)v4);
    const int v6 = *(const int *)(v5);
    const int v7 = s_max_i(v6, 0);
    const int v8 = s_min_i(v7, 3);
    const Pointer v9 = (v0 + (Offset)v8);
    const int v10 = (int)*(const unsigned char *)(v9);
    const Pointer v11 = (v2 + (Offset)v4);
    *(int *)(v11) = v10;
    v3 += 1;
    if (!(v3 < 4)) break;
  }
}
KERNEL void f11(Pointer v0) {
  const float v1 = (-0.25f);
  for (int v2 = 0;;) {
    const int v3 = (v2 * 4);
    const Pointer v4 = (v0 + (Offset)v3);
    *(float *)(v4) = v1;
    v2 += 1;
    if (!(v2 < 4)) break;
  }
}
PART void f12(int v0, Pointer v1, int v2, Pointer v3) {
  for (int v4 = 0;;) {
    const int v5 = (v4 + v0);
    const Pointer v6 = (v1 + (Offset)v5);
    const vi v7 = load_b(v6);
    const vf v8 = __builtin_convertvector(v7, vf);
    const vf v9 = (v8 * SPLAT(vf, 0.003921568859368563f));
    const int v10 = (v4 * 4);
    const int v11 = (v10 + v2);
    const Pointer v12 = (v3 + (Offset)v11);
    *(mf *)(v12) = v9;
    v4 += 8;
    if (!(v4 < 16)) break;
  }
}
KERNEL void f13(Pointer v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 4);
    const Pointer v5 = (v1 + (Offset)v4);
    const int v6 = *(const int *)(v5);
    const int v7 = s_max_i(v6, 0);
    const int v8 = s_min_i(v7, 3);
    const int v9 = (v8 * 16);
    const int v10 = (v3 * 64);
    f12(v9, v0, v10, v2);
    v3 += 1;
    if (!(v3 < 4)) break;
  }
}
PART void f14(Pointer v0, Pointer v1) {
  for (int v2 = 0;;) {
    const int v3 = (v2 * 96);
    for (int v4 = 0;;) {
      const int v5 = (v4 * 32);
      const int v6 = (v5 + v3);
      for (int v7 = 0;;) {
        for (int v8 = 0;;) {
          const int v9 = (v8 * 4);
          const int v10 = (v9 + v6);
          const Pointer v11 = (v0 + (Offset)v10);
          const vf v12 = *(const mf *)(v11);
          const Pointer v13 = (v1 + (Offset)v10);
          *(mf *)(v13) = v12;
          v8 += 8;
          if (!(v8 < 8)) break;
        }
        v7 += 1;
        if (!(v7 < 1)) break;
      }
      v4 += 1;
      if (!(v4 < 3)) break;
    }
    v2 += 1;
    if (!(v2 < 3)) break;
  }
}
PART void f15(int v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 64);
    const int v5 = (v4 + v0);
    const int v6 = (v3 * 144);
    for (int v7 = 0;;) {
      const int v8 = (v7 + (-1));
      const int v9 = (v8 >= 0);
      const int v10 = (v8 < 4);
      const int v11 = (v9 & v10);
      const int v12 = s_max_i(v8, 0);
      const int v13 = s_min_i(v12, 3);
      const int v14 = (v13 * 16);
      const int v15 = (v14 + v5);
      const int v16 = (v7 * 24);
      const int v17 = (v16 + v6);
      for (int v18 = 0;;) {
        const int v19 = (v18 + (-1));
        const int v20 = (v19 >= 0);
        const int v21 = (v19 < 4);
        const int v22 = (v20 & v21);
        const int v23 = s_max_i(v19, 0);
        const int v24 = s_min_i(v23, 3);
        const int v25 = (v24 * 4);
        const int v26 = (v25 + v15);
        const Pointer v27 = (v1 + (Offset)v26);
        const float v28 = *(const float *)(v27);
        const int v29 = (v11 & v22);
        const float v30 = (v29 ? v28 : 0.f);
        const int v31 = (v18 * 4);
        const int v32 = (v31 + v17);
        const Pointer v33 = (v2 + (Offset)v32);
        for (int v34 = 0;;) {
          *(float *)(v33) = v30;
          v34 += 1;
          if (!(v34 < 1)) break;
        }
        v18 += 1;
        if (!(v18 < 6)) break;
      }
      v7 += 1;
      if (!(v7 < 6)) break;
    }
    v3 += 1;
    if (!(v3 < 4)) break;
  }
}
PART void f16(int v0, int v1, int v2, int v3, int v4, int v5, Pointer v6, Pointer v7, Pointer v8, Pointer v9) {
  const int v10 = (v0 * 144);
  const int v11 = (v1 * 24);
  const int v12 = (v11 + v10);
  const int v13 = (v2 * 4);
  const int v14 = (v13 + v12);
  const Pointer v15 = (v6 + (Offset)v14);
  const int v16 = (v5 * 36);
  const Pointer v17 = (v7 + (Offset)v16);
  vf v18 = SPLAT(vf, 0.f);
  vf v19 = SPLAT(vf, 0.f);
  vf v20 = SPLAT(vf, 0.f);
  vf v21 = SPLAT(vf, 0.f);
  Pointer v22 = v17;
  const Pointer v23 = (v15 + 72);
  for (Pointer v24 = v15;;) {
    const vf v25 = keep(*(const mf *)(v22));
    const vf v26 = splat_f(*(const float *)(v24));
    v18 = v_fma(v26, v25, v18);
    const vf v27 = splat_f(*(const float *)(v24 + 4));
    v19 = v_fma(v27, v25, v19);
    const vf v28 = splat_f(*(const float *)(v24 + 8));
    v20 = v_fma(v28, v25, v20);
    const vf v29 = splat_f(*(const float *)(v24 + 12));
    v21 = v_fma(v29, v25, v21);
    const vf v30 = keep(*(const mf *)(v22 + 32));
    const vf v31 = splat_f(*(const float *)(v24 + 4));
    v18 = v_fma(v31, v30, v18);
    const vf v32 = splat_f(*(const float *)(v24 + 8));
    v19 = v_fma(v32, v30, v19);
    const vf v33 = splat_f(*(const float *)(v24 + 12));
    v20 = v_fma(v33, v30, v20);
    const vf v34 = splat_f(*(const float *)(v24 + 16));
    v21 = v_fma(v34, v30, v21);
    const vf v35 = keep(*(const mf *)(v22 + 64));
    const vf v36 = splat_f(*(const float *)(v24 + 8));
    v18 = v_fma(v36, v35, v18);
    const vf v37 = splat_f(*(const float *)(v24 + 12));
    v19 = v_fma(v37, v35, v19);
    const vf v38 = splat_f(*(const float *)(v24 + 16));
    v20 = v_fma(v38, v35, v20);
    const vf v39 = splat_f(*(const float *)(v24 + 20));
    v21 = v_fma(v39, v35, v21);
    v22 = (v22 + 96);
    v24 += 24;
    if (!(v24 < v23)) break;
  }
  const int v40 = (v5 * 4);
  const Pointer v41 = (v8 + (Offset)v40);
  const vf v42 = *(const mf *)(v41);
  const vf v43 = (v18 + v42);
  const vf v44 = v_pseudoMax_f(v43, SPLAT(vf, 0.f));
  const int v45 = (v0 * 512);
  const int v46 = (v1 * 128);
  const int v47 = (v46 + v45);
  const int v48 = (v2 * 32);
  const int v49 = (v48 + v47);
  const int v50 = (v3 * 512);
  const int v51 = (v50 + v49);
  const int v52 = (v4 * 128);
  const int v53 = (v52 + v51);
  const int v54 = (v40 + v53);
  const Pointer v55 = (v9 + (Offset)v54);
  *(mf *)(v55) = v44;
  const Pointer v56 = (v8 + (Offset)v40);
  const vf v57 = *(const mf *)(v56);
  const vf v58 = (v19 + v57);
  const vf v59 = v_pseudoMax_f(v58, SPLAT(vf, 0.f));
  const int v60 = (v46 + v45);
  const int v61 = (v48 + v60);
  const int v62 = (v50 + v61);
  const int v63 = (v52 + v62);
  const int v64 = (v40 + v63);
  const Pointer v65 = (v9 + (Offset)v64);
  *(mf *)(v65 + 32) = v59;
  const Pointer v66 = (v8 + (Offset)v40);
  const vf v67 = *(const mf *)(v66);
  const vf v68 = (v20 + v67);
  const vf v69 = v_pseudoMax_f(v68, SPLAT(vf, 0.f));
  const int v70 = (v46 + v45);
  const int v71 = (v48 + v70);
  const int v72 = (v50 + v71);
  const int v73 = (v52 + v72);
  const int v74 = (v40 + v73);
  const Pointer v75 = (v9 + (Offset)v74);
  *(mf *)(v75 + 64) = v69;
  const Pointer v76 = (v8 + (Offset)v40);
  const vf v77 = *(const mf *)(v76);
  const vf v78 = (v21 + v77);
  const vf v79 = v_pseudoMax_f(v78, SPLAT(vf, 0.f));
  const int v80 = (v46 + v45);
  const int v81 = (v48 + v80);
  const int v82 = (v50 + v81);
  const int v83 = (v52 + v82);
  const int v84 = (v40 + v83);
  const Pointer v85 = (v9 + (Offset)v84);
  *(mf *)(v85 + 96) = v79;
}
KERNEL void f17(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4) {
  const Pointer v5 = (v4 + 320);
  if (thread == 0) {
    f14(v1, v4);
  }
  meet();
  for (Claim c = claim(1); more(&c);)
  for (int v6 = 0 + 1 * c.from,
      end = 0 + 1 * c.to;
      v6 < end; v6 += 1) {
    const int v7 = (v6 * 256);
    f15(v7, v0, v5);
    const int v8 = (v6 * 4);
    for (int v9 = 0;;) {
      for (int v10 = 0;;) {
        for (int v11 = 0;;) {
          f16(v9, v10, v11, v8, 0, 0, v5, v4, v2, v3);
          v11 += 4;
          if (!(v11 < 4)) break;
        }
        v10 += 1;
        if (!(v10 < 4)) break;
      }
      v9 += 1;
      if (!(v9 < 4)) break;
    }
  }
}
PART void f18(int v0, Pointer v1, int v2, Pointer v3) {
  for (int v4 = 0;;) {
    vf v5 = SPLAT(vf, (-__builtin_inff()));
    const int v6 = (v4 * 4);
    const int v7 = (v6 + v0);
    const Pointer v8 = (v1 + (Offset)v7);
    const vf v9 = *(const mf *)(v8);
    v5 = v_max_f(v5, v9);
    const vf v10 = *(const mf *)(v8 + 32);
    v5 = v_max_f(v5, v10);
    const vf v11 = *(const mf *)(v8 + 128);
    v5 = v_max_f(v5, v11);
    const vf v12 = *(const mf *)(v8 + 160);
    v5 = v_max_f(v5, v12);
    const vf v13 = v5;
    const int v14 = (v6 + v2);
    const Pointer v15 = (v3 + (Offset)v14);
    *(mf *)(v15) = v13;
    v4 += 8;
    if (!(v4 < 8)) break;
  }
}
KERNEL void f19(Pointer v0, Pointer v1) {
  for (int v2 = 0;;) {
    const int v3 = (v2 * 256);
    const int v4 = (v2 * 64);
    for (int v5 = 0;;) {
      const int v6 = (v5 * 64);
      const int v7 = (v6 + v3);
      const int v8 = (v5 * 32);
      const int v9 = (v8 + v4);
      f18(v7, v0, v9, v1);
      v5 += 1;
      if (!(v5 < 2)) break;
    }
    v2 += 1;
    if (!(v2 < 8)) break;
  }
}

PART void f20(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 128);
  const Pointer v8 = (v3 + (Offset)v7);
  const int v9 = (v2 * 4);
  const Pointer v10 = (v4 + (Offset)v9);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  Pointer v15 = v10;
  const Pointer v16 = (v8 + 128);
  for (Pointer v17 = v8;;) {
    const vf v18 = keep(*(const mf *)(v15));
    const vf v19 = splat_f(*(const float *)(v17));
    v11 = v_fma(v19, v18, v11);
    const vf v20 = splat_f(*(const float *)(v17 + 128));
    v12 = v_fma(v20, v18, v12);
    const vf v21 = splat_f(*(const float *)(v17 + 256));
    v13 = v_fma(v21, v18, v13);
    const vf v22 = splat_f(*(const float *)(v17 + 384));
    v14 = v_fma(v22, v18, v14);
    v15 = (v15 + 16);
    v17 += 4;
    if (!(v17 < v16)) break;
  }
  const Pointer v23 = (v5 + (Offset)v9);
  const vf v24 = *(const mf *)(v23);
  const vf v25 = (v11 + v24);
  const vf v26 = v_pseudoMax_f(v25, SPLAT(vf, 0.f));
  const int v27 = (v0 * 16);
  const int v28 = (v27 + v9);
  const Pointer v29 = (v6 + (Offset)v28);
  { vf part = v26; __builtin_memcpy((void *)(v29), &part, 16); }
  const vf v30 = (v12 + v24);
  const vf v31 = v_pseudoMax_f(v30, SPLAT(vf, 0.f));
  { vf part = v31; __builtin_memcpy((void *)(v29 + 16), &part, 16); }
  const vf v32 = (v13 + v24);
  const vf v33 = v_pseudoMax_f(v32, SPLAT(vf, 0.f));
  { vf part = v33; __builtin_memcpy((void *)(v29 + 32), &part, 16); }
  const vf v34 = (v14 + v24);
  const vf v35 = v_pseudoMax_f(v34, SPLAT(vf, 0.f));
  { vf part = v35; __builtin_memcpy((void *)(v29 + 48), &part, 16); }
}
KERNEL void f21(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  f20(0, 0, 0, v0, v1, v2, v3);
}
KERNEL void f22(Pointer v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const Pointer v4 = (v0 + (Offset)v3);
    const vi v5 = ((vi)(load_b(v4) != 0));
    const int v6 = (v3 * 4);
    const Pointer v7 = (v1 + (Offset)v6);
    const vf v8 = *(const mf *)(v7);
    const vf v9 = (v8 * SPLAT(vf, 2.f));
    const vf v10 = v_select_f(v5, SPLAT(vf, 0.f), v9);
    const Pointer v11 = (v2 + (Offset)v6);
    *(mf *)(v11) = v10;
    v3 += 8;
    if (!(v3 < 16)) break;
  }
}
PART void f23(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  const int v7 = (v0 * 16);
  const Pointer v8 = (v3 + (Offset)v7);
  const int v9 = (v2 * 4);
  const Pointer v10 = (v4 + (Offset)v9);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  Pointer v15 = v10;
  const Pointer v16 = (v8 + 16);
  for (Pointer v17 = v8;;) {
    const vf v18 = keep(*(const mf *)(v15));
    const vf v19 = splat_f(*(const float *)(v17));
    v11 = v_fma(v19, v18, v11);
    const vf v20 = splat_f(*(const float *)(v17 + 16));
    v12 = v_fma(v20, v18, v12);
    const vf v21 = splat_f(*(const float *)(v17 + 32));
    v13 = v_fma(v21, v18, v13);
    const vf v22 = splat_f(*(const float *)(v17 + 48));
    v14 = v_fma(v22, v18, v14);
    v15 = (v15 + 12);
    v17 += 4;
    if (!(v17 < v16)) break;
  }
  const Pointer v23 = (v5 + (Offset)v9);
  const vf v24 = *(const mf *)(v23);
  const vf v25 = (v11 + v24);
  const int v26 = (v0 * 12);
  const int v27 = (v26 + v9);
  const Pointer v28 = (v6 + (Offset)v27);
  { vf part = v25; __builtin_memcpy((void *)(v28), &part, 12); }
  const vf v29 = (v12 + v24);
  { vf part = v29; __builtin_memcpy((void *)(v28 + 12), &part, 12); }
  const vf v30 = (v13 + v24);
  { vf part = v30; __builtin_memcpy((void *)(v28 + 24), &part, 12); }
  const vf v31 = (v14 + v24);
  { vf part = v31; __builtin_memcpy((void *)(v28 + 36), &part, 12); }
}
KERNEL void f24(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  f23(0, 0, 0, v0, v1, v2, v3);
}
PART void f25(int v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7) {
  float v8 = (-__builtin_inff());
  const int v9 = (v0 * 12);
  for (int v10 = 0;;) {
    const int v11 = (v10 * 4);
    const int v12 = (v11 + v9);
    const Pointer v13 = (v1 + (Offset)v12);
    const float v14 = *(const float *)(v13);
    v8 = s_max_f(v8, v14);
    v10 += 1;
    if (!(v10 < 3)) break;
  }
  const float v15 = v8;
  float v16 = 0.f;
  for (int v17 = 0;;) {
    const int v18 = (v17 * 4);
    const int v19 = (v18 + v9);
    const Pointer v20 = (v1 + (Offset)v19);
    const float v21 = *(const float *)(v20);
    const float v22 = (v21 - v15);
    const float v23 = s_pseudoMin_f(v22, 89.f);
    const float v24 = s_pseudoMax_f(v23, (-105.f));
    const float v25 = (v24 * 1.4426950216293335f);
    const float v26 = s_nearest_f(v25);
    const float v27 = s_fma(v26, (-0.693359375f), v24);
    const float v28 = s_fma(v26, 0.00021219444170128554f, v27);
    const float v29 = s_fma(0.00019875691214110702f, v28, 0.001398199936375022f);
    const float v30 = s_fma(v29, v28, 0.008333452045917511f);
    const float v31 = s_fma(v30, v28, 0.04166579619050026f);
    const float v32 = s_fma(v31, v28, 0.1666666567325592f);
    const float v33 = s_fma(v32, v28, 0.5f);
    const float v34 = (v28 * v28);
    const float v35 = (v28 + 1.f);
    const float v36 = s_fma(v33, v34, v35);
    const int v37 = s_to_i(v26);
    const int v38 = (v37 >> 1);
    const int v39 = (v38 + 127);
    const int v40 = (int)((unsigned)v39 << 23);
    const float v41 = s_float((int)v40);
    const float v42 = (v36 * v41);
    const int v43 = (v37 - v38);
    const int v44 = (v43 + 127);
    const int v45 = (int)((unsigned)v44 << 23);
    const float v46 = s_float((int)v45);
    const float v47 = (v42 * v46);
    v16 = (v16 + v47);
    const Pointer v48 = (v2 + (Offset)v18);
    *(float *)(v48) = v47;
    const Pointer v49 = (v3 + (Offset)v19);
    *(float *)(v49) = v47;
    const Pointer v50 = (v4 + (Offset)v19);
    *(float *)(v50) = v22;
    v17 += 1;
    if (!(v17 < 3)) break;
  }
  const float v51 = v16;
  int v52 = 0;
  float v53 = (-__builtin_inff());
  Pointer v54 = v2;
  for (int v55 = 0;;) {
    const int v56 = (v55 * 4);
    const Pointer v57 = (v54 + (Offset)v56);
    const float v58 = *(const float *)(v57);
    const float v59 = (v58 / v51);
    const int v60 = (v59 > v53);
    const int v61 = (v59 != v59);
    const int v62 = (v53 == v53);
    const int v63 = (v61 & v62);
    const int v64 = (v60 | v63);
    v52 = (v64 ? v55 : v52);
    v53 = (v64 ? v59 : v53);
    v55 += 1;
    if (!(v55 < 3)) break;
  }
  const int v65 = v52;
  const float v66 = (0.25f / v51);
  const int v67 = (v0 * 4);
  const Pointer v68 = (v5 + (Offset)v67);
  *(float *)(v68) = v66;
  const Pointer v69 = (v6 + (Offset)v67);
  *(int *)(v69) = v65;
  const Pointer v70 = (v7 + (Offset)v67);
  *(float *)(v70) = v51;
}
KERNEL void f26(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  for (int v7 = 0;;) {
    f25(v7, v0, v6, v4, v5, v1, v2, v3);
    v7 += 1;
    if (!(v7 < 4)) break;
  }
}
PART void f27(int v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7) {
  float v8 = 0.f;
  const int v9 = (v0 * 4);
  const Pointer v10 = (v1 + (Offset)v9);
  const int v11 = *(const int *)(v10);
  const int v12 = (v0 * 12);
  const Pointer v13 = (v2 + (Offset)v9);
  const float v14 = *(const float *)(v13);
  const Pointer v15 = (v3 + (Offset)v9);
  const float v16 = *(const float *)(v15);
  for (int v17 = 0;;) {
    const int v18 = (v11 == v17);
    const int v19 = (v17 * 4);
    const int v20 = (v19 + v12);
    const Pointer v21 = (v4 + (Offset)v20);
    const float v22 = *(const float *)(v21);
    const float v23 = (v18 ? v22 : 0.f);
    const float v24 = (v18 ? v14 : 0.f);
    const Pointer v25 = (v5 + (Offset)v20);
    const float v26 = *(const float *)(v25);
    const float v27 = (v16 * v26);
    const float v28 = (v24 + v27);
    v8 = (v8 + v23);
    const Pointer v29 = (v6 + (Offset)v20);
    *(float *)(v29) = v28;
    v17 += 1;
    if (!(v17 < 3)) break;
  }
  const float v30 = v8;
  const Pointer v31 = (v7 + (Offset)v9);
  *(float *)(v31) = v30;
}
KERNEL void f28(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6) {
  for (int v7 = 0;;) {
    f27(v7, v0, v1, v2, v4, v3, v5, v6);
    v7 += 1;
    if (!(v7 < 4)) break;
  }
}
KERNEL void f29(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  float v6 = 0.f;
  float v7 = 0.f;
  for (int v8 = 0;;) {
    const int v9 = (v8 * 4);
    const Pointer v10 = (v2 + (Offset)v9);
    const float v11 = *(const float *)(v10);
    const int v12 = (v11 < 1.1754943508222875e-38f);
    const float v13 = (v11 * 8388608.f);
    const float v14 = (v12 ? v13 : v11);
    const int v15 = (int)s_bits(v14);
    const int v16 = (v15 & 8388607);
    const int v17 = (v16 | 1056964608);
    const float v18 = s_float((int)v17);
    const int v19 = (v15 >> 23);
    const int v20 = (v18 < 0.7071067690849304f);
    const float v21 = (float)v19;
    const float v22 = (v12 ? 149.f : 126.f);
    const float v23 = (v21 - v22);
    const float v24 = (v20 ? v18 : 0.f);
    const float v25 = (v18 + v24);
    const float v26 = (v25 - 1.f);
    const float v27 = (v20 ? 1.f : 0.f);
    const float v28 = (v23 - v27);
    const float v29 = (v26 * v26);
    const float v30 = s_fma(0.07037683576345444f, v26, (-0.11514610052108765f));
    const float v31 = s_fma(v30, v26, 0.11676998436450958f);
    const float v32 = s_fma(v31, v26, (-0.12420140951871872f));
    const float v33 = s_fma(v32, v26, 0.14249323308467865f);
    const float v34 = s_fma(v33, v26, (-0.16668057441711426f));
    const float v35 = s_fma(v34, v26, 0.2000071406364441f);
    const float v36 = s_fma(v35, v26, (-0.24999994039535522f));
    const float v37 = s_fma(v36, v26, 0.3333333134651184f);
    const float v38 = (v37 * v26);
    const float v39 = (v38 * v29);
    const float v40 = s_fma(v28, (-0.00021219444170128554f), v39);
    const float v41 = s_fma(v29, (-0.5f), v40);
    const float v42 = (v26 + v41);
    const float v43 = s_fma(v28, 0.693359375f, v42);
    const int v44 = (v11 == 0.f);
    const float v45 = (v44 ? (-__builtin_inff()) : __builtin_nanf(""));
    const int v46 = (v11 > 0.f);
    const int v47 = (v11 == (__builtin_inff()));
    const float v48 = (v47 ? v11 : v43);
    const float v49 = (v46 ? v48 : v45);
    const Pointer v50 = (v3 + (Offset)v9);
    const float v51 = *(const float *)(v50);
    const float v52 = (v49 - v51);
    v7 = (v7 + v52);
    v8 += 1;
    if (!(v8 < 4)) break;
  }
  const float v53 = *(const float *)(v0);
  const float v54 = *(const float *)(v1);
  const float v55 = (v7 / 4.f);
  const float v56 = (v55 * 4.f);
  const float v57 = (v54 + v56);
  const float v58 = (v57 - v54);
  const float v59 = (v57 - v58);
  const float v60 = (v54 - v59);
  const float v61 = (v56 - v58);
  const float v62 = (v60 + v61);
  const float v63 = (v53 + v62);
  *(float *)(v4) = v63;
  *(float *)(v5) = v57;
}
KERNEL void f30(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  float v6 = 0.f;
  float v7 = 0.f;
  for (int v8 = 0;;) {
    const int v9 = (v8 * 4);
    const Pointer v10 = (v2 + (Offset)v9);
    const int v11 = *(const int *)(v10);
    const Pointer v12 = (v3 + (Offset)v9);
    const int v13 = *(const int *)(v12);
    const int v14 = (v11 == v13);
    const float v15 = (float)v14;
    v7 = (v7 + v15);
    v8 += 1;
    if (!(v8 < 4)) break;
  }
  const float v16 = *(const float *)(v0);
  const float v17 = *(const float *)(v1);
  const float v18 = (v17 + v7);
  const float v19 = (v18 - v17);
  const float v20 = (v18 - v19);
  const float v21 = (v17 - v20);
  const float v22 = (v7 - v19);
  const float v23 = (v21 + v22);
  const float v24 = (v16 + v23);
  *(float *)(v4) = v24;
  *(float *)(v5) = v18;
}
KERNEL void f31(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7, Pointer v8, Pointer v9, Pointer v10) {
  const float v11 = *(const float *)(v3);
  const float v12 = *(const float *)(v4);
  const float v13 = *(const float *)(v5);
  const float v14 = *(const float *)(v7);
  for (int v15 = 0;;) {
    float v16 = 0.f;
    const int v17 = (v15 * 4);
    for (int v18 = 0;;) {
      const int v19 = (v18 * 12);
      const int v20 = (v19 + v17);
      const Pointer v21 = (v2 + (Offset)v20);
      const float v22 = *(const float *)(v21);
      v16 = (v16 + v22);
      v18 += 1;
      if (!(v18 < 4)) break;
    }
    const Pointer v23 = (v0 + (Offset)v17);
    const float v24 = *(const float *)(v23);
    const Pointer v25 = (v1 + (Offset)v17);
    const float v26 = *(const float *)(v25);
    const float v27 = (v16 - v26);
    const float v28 = (v27 * 0.10000000149011612f);
    const float v29 = (v26 + v28);
    const float v30 = (v29 * v11);
    const float v31 = (v16 * v12);
    const float v32 = (v30 + v31);
    const float v33 = (v32 * v13);
    const Pointer v34 = (v6 + (Offset)v17);
    const float v35 = *(const float *)(v34);
    const float v36 = (v16 * v16);
    const float v37 = (v36 - v35);
    const float v38 = (v37 * 0.0010000000474974513f);
    const float v39 = (v35 + v38);
    const float v40 = (v39 / v14);
    const float v41 = s_sqrt_f(v40);
    const float v42 = (v41 + 1.0000000116860974e-7f);
    const float v43 = (v33 / v42);
    const float v44 = (v24 - v43);
    const Pointer v45 = (v8 + (Offset)v17);
    *(float *)(v45) = v44;
    const Pointer v46 = (v9 + (Offset)v17);
    *(float *)(v46) = v39;
    const Pointer v47 = (v10 + (Offset)v17);
    *(float *)(v47) = v29;
    v15 += 1;
    if (!(v15 < 3)) break;
  }
}
PART void f32(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 12);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 12), *(const float *)(v4 + 24), *(const float *)(v4 + 36), 0.f, 0.f, 0.f, 0.f});
    *(mf *)(v3) = v5;
    v3 = (v3 + 32);
    v4 += 4;
    if (!(v4 < v2)) break;
  }
}
PART void f33(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7) {
  const int v8 = (v0 * 12);
  const Pointer v9 = (v3 + (Offset)v8);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  Pointer v14 = v4;
  const Pointer v15 = (v9 + 12);
  for (Pointer v16 = v9;;) {
    const vf v17 = keep(*(const mf *)(v14));
    const vf v18 = splat_f(*(const float *)(v16));
    v10 = v_fma(v18, v17, v10);
    const vf v19 = splat_f(*(const float *)(v16 + 12));
    v11 = v_fma(v19, v17, v11);
    const vf v20 = splat_f(*(const float *)(v16 + 24));
    v12 = v_fma(v20, v17, v12);
    const vf v21 = splat_f(*(const float *)(v16 + 36));
    v13 = v_fma(v21, v17, v13);
    v14 = (v14 + 32);
    v16 += 4;
    if (!(v16 < v15)) break;
  }
  const int v22 = (v2 * 4);
  const int v23 = (v0 * 16);
  const int v24 = (v23 + v22);
  const Pointer v25 = (v5 + (Offset)v24);
  const vf v26 = *(const mf *)(v25);
  const vi v27 = ((vi)(v26 > SPLAT(vf, 0.f)));
  const int v28 = (v0 * 4);
  const int v29 = (v28 + v2);
  const Pointer v30 = (v6 + (Offset)v29);
  const vi v31 = ((vi)(load_b(v30) != 0));
  const vf v32 = v_select_f(v31, SPLAT(vf, 0.f), v10);
  const vf v33 = (v32 * SPLAT(vf, 2.f));
  const vf v34 = v_select_f(v27, v33, SPLAT(vf, 0.f));
  const Pointer v35 = (v7 + (Offset)v24);
  { vf part = v34; __builtin_memcpy((void *)(v35), &part, 16); }
  const vf v36 = *(const mf *)(v25 + 16);
  const vi v37 = ((vi)(v36 > SPLAT(vf, 0.f)));
  const vi v38 = ((vi)(load_b(v30 + 4) != 0));
  const vf v39 = v_select_f(v38, SPLAT(vf, 0.f), v11);
  const vf v40 = (v39 * SPLAT(vf, 2.f));
  const vf v41 = v_select_f(v37, v40, SPLAT(vf, 0.f));
  { vf part = v41; __builtin_memcpy((void *)(v35 + 16), &part, 16); }
  const vf v42 = *(const mf *)(v25 + 32);
  const vi v43 = ((vi)(v42 > SPLAT(vf, 0.f)));
  const vi v44 = ((vi)(load_b(v30 + 8) != 0));
  const vf v45 = v_select_f(v44, SPLAT(vf, 0.f), v12);
  const vf v46 = (v45 * SPLAT(vf, 2.f));
  const vf v47 = v_select_f(v43, v46, SPLAT(vf, 0.f));
  { vf part = v47; __builtin_memcpy((void *)(v35 + 32), &part, 16); }
  const vf v48 = *(const mf *)(v25 + 48);
  const vi v49 = ((vi)(v48 > SPLAT(vf, 0.f)));
  const vi v50 = ((vi)(load_b(v30 + 12) != 0));
  const vf v51 = v_select_f(v50, SPLAT(vf, 0.f), v13);
  const vf v52 = (v51 * SPLAT(vf, 2.f));
  const vf v53 = v_select_f(v49, v52, SPLAT(vf, 0.f));
  { vf part = v53; __builtin_memcpy((void *)(v35 + 48), &part, 16); }
}
KERNEL void f34(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5) {
  f32(v3, v5);
  f33(0, 0, 0, v2, v5, v0, v1, v4);
}
PART void f35(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, float v7, float v8, float v9, Pointer v10, float v11, Pointer v12, Pointer v13, Pointer v14) {
  const int v15 = (v0 * 4);
  const Pointer v16 = (v3 + (Offset)v15);
  const int v17 = (v2 * 4);
  const Pointer v18 = (v4 + (Offset)v17);
  vf v19 = SPLAT(vf, 0.f);
  vf v20 = SPLAT(vf, 0.f);
  vf v21 = SPLAT(vf, 0.f);
  vf v22 = SPLAT(vf, 0.f);
  Pointer v23 = v18;
  const Pointer v24 = (v16 + 64);
  for (Pointer v25 = v16;;) {
    const vf v26 = keep(*(const mf *)(v23));
    const vf v27 = splat_f(*(const float *)(v25));
    v19 = v_fma(v27, v26, v19);
    const vf v28 = splat_f(*(const float *)(v25 + 4));
    v20 = v_fma(v28, v26, v20);
    const vf v29 = splat_f(*(const float *)(v25 + 8));
    v21 = v_fma(v29, v26, v21);
    const vf v30 = splat_f(*(const float *)(v25 + 12));
    v22 = v_fma(v30, v26, v22);
    v23 = (v23 + 12);
    v25 += 16;
    if (!(v25 < v24)) break;
  }
  const int v31 = (v0 * 12);
  const int v32 = (v31 + v17);
  const Pointer v33 = (v5 + (Offset)v32);
  const vf v34 = *(const mf *)(v33);
  const Pointer v35 = (v6 + (Offset)v32);
  const vf v36 = *(const mf *)(v35);
  const vf v37 = (v19 - v36);
  const vf v38 = (v37 * SPLAT(vf, 0.10000000149011612f));
  const vf v39 = (v36 + v38);
  const vf v40 = (v39 * splat_f(v7));
  const vf v41 = (v19 * splat_f(v8));
  const vf v42 = (v40 + v41);
  const vf v43 = (v42 * splat_f(v9));
  const Pointer v44 = (v10 + (Offset)v32);
  const vf v45 = *(const mf *)(v44);
  const vf v46 = (v19 * v19);
  const vf v47 = (v46 - v45);
  const vf v48 = (v47 * SPLAT(vf, 0.0010000000474974513f));
  const vf v49 = (v45 + v48);
  const vf v50 = (v49 / splat_f(v11));
  const vf v51 = v_sqrt_f(v50);
  const vf v52 = (v51 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v53 = (v43 / v52);
  const vf v54 = (v34 - v53);
  const Pointer v55 = (v12 + (Offset)v32);
  { vf part = v54; __builtin_memcpy((void *)(v55), &part, 12); }
  const Pointer v56 = (v13 + (Offset)v32);
  { vf part = v49; __builtin_memcpy((void *)(v56), &part, 12); }
  const Pointer v57 = (v14 + (Offset)v32);
  { vf part = v39; __builtin_memcpy((void *)(v57), &part, 12); }
  const vf v58 = *(const mf *)(v33 + 12);
  const vf v59 = *(const mf *)(v35 + 12);
  const vf v60 = (v20 - v59);
  const vf v61 = (v60 * SPLAT(vf, 0.10000000149011612f));
  const vf v62 = (v59 + v61);
  const vf v63 = (v62 * splat_f(v7));
  const vf v64 = (v20 * splat_f(v8));
  const vf v65 = (v63 + v64);
  const vf v66 = (v65 * splat_f(v9));
  const vf v67 = *(const mf *)(v44 + 12);
  const vf v68 = (v20 * v20);
  const vf v69 = (v68 - v67);
  const vf v70 = (v69 * SPLAT(vf, 0.0010000000474974513f));
  const vf v71 = (v67 + v70);
  const vf v72 = (v71 / splat_f(v11));
  const vf v73 = v_sqrt_f(v72);
  const vf v74 = (v73 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v75 = (v66 / v74);
  const vf v76 = (v58 - v75);
  { vf part = v76; __builtin_memcpy((void *)(v55 + 12), &part, 12); }
  { vf part = v71; __builtin_memcpy((void *)(v56 + 12), &part, 12); }
  { vf part = v62; __builtin_memcpy((void *)(v57 + 12), &part, 12); }
  const vf v77 = *(const mf *)(v33 + 24);
  const vf v78 = *(const mf *)(v35 + 24);
  const vf v79 = (v21 - v78);
  const vf v80 = (v79 * SPLAT(vf, 0.10000000149011612f));
  const vf v81 = (v78 + v80);
  const vf v82 = (v81 * splat_f(v7));
  const vf v83 = (v21 * splat_f(v8));
  const vf v84 = (v82 + v83);
  const vf v85 = (v84 * splat_f(v9));
  const vf v86 = *(const mf *)(v44 + 24);
  const vf v87 = (v21 * v21);
  const vf v88 = (v87 - v86);
  const vf v89 = (v88 * SPLAT(vf, 0.0010000000474974513f));
  const vf v90 = (v86 + v89);
  const vf v91 = (v90 / splat_f(v11));
  const vf v92 = v_sqrt_f(v91);
  const vf v93 = (v92 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v94 = (v85 / v93);
  const vf v95 = (v77 - v94);
  { vf part = v95; __builtin_memcpy((void *)(v55 + 24), &part, 12); }
  { vf part = v90; __builtin_memcpy((void *)(v56 + 24), &part, 12); }
  { vf part = v81; __builtin_memcpy((void *)(v57 + 24), &part, 12); }
  const vf v96 = *(const mf *)(v33 + 36);
  const vf v97 = *(const mf *)(v35 + 36);
  const vf v98 = (v22 - v97);
  const vf v99 = (v98 * SPLAT(vf, 0.10000000149011612f));
  const vf v100 = (v97 + v99);
  const vf v101 = (v100 * splat_f(v7));
  const vf v102 = (v22 * splat_f(v8));
  const vf v103 = (v101 + v102);
  const vf v104 = (v103 * splat_f(v9));
  const vf v105 = *(const mf *)(v44 + 36);
  const vf v106 = (v22 * v22);
  const vf v107 = (v106 - v105);
  const vf v108 = (v107 * SPLAT(vf, 0.0010000000474974513f));
  const vf v109 = (v105 + v108);
  const vf v110 = (v109 / splat_f(v11));
  const vf v111 = v_sqrt_f(v110);
  const vf v112 = (v111 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v113 = (v104 / v112);
  const vf v114 = (v96 - v113);
  { vf part = v114; __builtin_memcpy((void *)(v55 + 36), &part, 12); }
  { vf part = v109; __builtin_memcpy((void *)(v56 + 36), &part, 12); }
  { vf part = v100; __builtin_memcpy((void *)(v57 + 36), &part, 12); }
}
KERNEL void f36(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7, Pointer v8, Pointer v9, Pointer v10, Pointer v11) {
  const float v12 = *(const float *)(v4);
  const float v13 = *(const float *)(v5);
  const float v14 = *(const float *)(v6);
  const float v15 = *(const float *)(v8);
  f35(0, 0, 0, v2, v3, v0, v1, v12, v13, v14, v7, v15, v9, v10, v11);
}
KERNEL void f37(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7, Pointer v8, Pointer v9, Pointer v10) {
  const float v11 = *(const float *)(v3);
  const float v12 = *(const float *)(v4);
  const float v13 = *(const float *)(v5);
  const float v14 = *(const float *)(v7);
  for (int v15 = 0;;) {
    float v16 = 0.f;
    const int v17 = (v15 * 4);
    for (int v18 = 0;;) {
      const int v19 = (v18 * 16);
      const int v20 = (v19 + v17);
      const Pointer v21 = (v2 + (Offset)v20);
      const float v22 = *(const float *)(v21);
      v16 = (v16 + v22);
      v18 += 1;
      if (!(v18 < 4)) break;
    }
    const Pointer v23 = (v0 + (Offset)v17);
    const float v24 = *(const float *)(v23);
    const Pointer v25 = (v1 + (Offset)v17);
    const float v26 = *(const float *)(v25);
    const float v27 = (v16 - v26);
    const float v28 = (v27 * 0.10000000149011612f);
    const float v29 = (v26 + v28);
    const float v30 = (v29 * v11);
    const float v31 = (v16 * v12);
    const float v32 = (v30 + v31);
    const float v33 = (v32 * v13);
    const Pointer v34 = (v6 + (Offset)v17);
    const float v35 = *(const float *)(v34);
    const float v36 = (v16 * v16);
    const float v37 = (v36 - v35);
    const float v38 = (v37 * 0.0010000000474974513f);
    const float v39 = (v35 + v38);
    const float v40 = (v39 / v14);
    const float v41 = s_sqrt_f(v40);
    const float v42 = (v41 + 1.0000000116860974e-7f);
    const float v43 = (v33 / v42);
    const float v44 = (v24 - v43);
    const Pointer v45 = (v8 + (Offset)v17);
    *(float *)(v45) = v44;
    const Pointer v46 = (v9 + (Offset)v17);
    *(float *)(v46) = v39;
    const Pointer v47 = (v10 + (Offset)v17);
    *(float *)(v47) = v29;
    v15 += 1;
    if (!(v15 < 4)) break;
  }
}
PART void f38(Pointer v0, Pointer v1) {
  const Pointer v2 = (v0 + 16);
  Pointer v3 = v1;
  for (Pointer v4 = v0;;) {
    const vf v5 = ((vf){*(const float *)(v4), *(const float *)(v4 + 16), *(const float *)(v4 + 32), *(const float *)(v4 + 48), *(const float *)(v4 + 64), *(const float *)(v4 + 80), *(const float *)(v4 + 96), *(const float *)(v4 + 112)});
    *(mf *)(v3) = v5;
    const vf v6 = ((vf){*(const float *)(v4 + 128), *(const float *)(v4 + 144), *(const float *)(v4 + 160), *(const float *)(v4 + 176), *(const float *)(v4 + 192), *(const float *)(v4 + 208), *(const float *)(v4 + 224), *(const float *)(v4 + 240)});
    *(mf *)(v3 + 32) = v6;
    const vf v7 = ((vf){*(const float *)(v4 + 256), *(const float *)(v4 + 272), *(const float *)(v4 + 288), *(const float *)(v4 + 304), *(const float *)(v4 + 320), *(const float *)(v4 + 336), *(const float *)(v4 + 352), *(const float *)(v4 + 368)});
    *(mf *)(v3 + 64) = v7;
    const vf v8 = ((vf){*(const float *)(v4 + 384), *(const float *)(v4 + 400), *(const float *)(v4 + 416), *(const float *)(v4 + 432), *(const float *)(v4 + 448), *(const float *)(v4 + 464), *(const float *)(v4 + 480), *(const float *)(v4 + 496)});
    *(mf *)(v3 + 96) = v8;
    v3 = (v3 + 128);
    v4 += 4;
    if (!(v4 < v2)) break;
  }
}
PART void f39(int v0, int v1, int v2, Pointer v3, Pointer v4, Pointer v5) {
  const int v6 = (v0 * 16);
  const Pointer v7 = (v3 + (Offset)v6);
  vf v8 = SPLAT(vf, 0.f);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  vf v15 = SPLAT(vf, 0.f);
  Pointer v16 = v4;
  const Pointer v17 = (v7 + 16);
  for (Pointer v18 = v7;;) {
    const vf v19 = keep(*(const mf *)(v16));
    const vf v20 = keep(*(const mf *)(v16 + 32));
    const vf v21 = keep(*(const mf *)(v16 + 64));
    const vf v22 = keep(*(const mf *)(v16 + 96));
    const vf v23 = splat_f(*(const float *)(v18));
    v8 = v_fma(v23, v19, v8);
    v9 = v_fma(v23, v20, v9);
    v10 = v_fma(v23, v21, v10);
    v11 = v_fma(v23, v22, v11);
    const vf v24 = splat_f(*(const float *)(v18 + 16));
    v12 = v_fma(v24, v19, v12);
    v13 = v_fma(v24, v20, v13);
    v14 = v_fma(v24, v21, v14);
    v15 = v_fma(v24, v22, v15);
    v16 = (v16 + 128);
    v18 += 4;
    if (!(v18 < v17)) break;
  }
  const int v25 = (v2 * 4);
  const int v26 = (v0 * 128);
  const int v27 = (v26 + v25);
  const Pointer v28 = (v5 + (Offset)v27);
  const vf v29 = v8;
  *(mf *)(v28) = v29;
  const vf v30 = v9;
  *(mf *)(v28 + 32) = v30;
  const vf v31 = v10;
  *(mf *)(v28 + 64) = v31;
  const vf v32 = v11;
  *(mf *)(v28 + 96) = v32;
  const vf v33 = v12;
  *(mf *)(v28 + 128) = v33;
  const vf v34 = v13;
  *(mf *)(v28 + 160) = v34;
  const vf v35 = v14;
  *(mf *)(v28 + 192) = v35;
  const vf v36 = v15;
  *(mf *)(v28 + 224) = v36;
}
KERNEL void f40(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  f38(v1, v3);
  for (int v4 = 0;;) {
    f39(v4, 0, 0, v0, v3, v2);
    v4 += 2;
    if (!(v4 < 4)) break;
  }
}

PART void f15(int v0, Pointer v1, Pointer v2) {
  for (int v3 = 0;;) {
    const int v4 = (v3 * 64);
    const int v5 = (v4 + v0);
    const int v6 = (v3 * 144);
    for (int v7 = 0;;) {
      const int v8 = (v7 + (-1));
      const int v9 = (v8 >= 0);
      const int v10 = (v8 < 4);
      const int v11 = (v9 & v10);
      const int v12 = s_max_i(v8, 0);
      const int v13 = s_min_i(v12, 3);
      const int v14 = (v13 * 16);
      const int v15 = (v14 + v5);
      const int v16 = (v7 * 24);
      const int v17 = (v16 + v6);
      for (int v18 = 0;;) {
        const int v19 = (v18 + (-1));
        const int v20 = (v19 >= 0);
        const int v21 = (v19 < 4);
        const int v22 = (v20 & v21);
        const int v23 = s_max_i(v19, 0);
        const int v24 = s_min_i(v23, 3);
        const int v25 = (v24 * 4);
        const int v26 = (v25 + v15);
        const Pointer v27 = (v1 + (Offset)v26);
        const float v28 = *(const float *)(v27);
        const int v29 = (v11 & v22);
        const float v30 = (v29 ? v28 : 0.f);
        const int v31 = (v18 * 4);
        const int v32 = (v31 + v17);
        const Pointer v33 = (v2 + (Offset)v32);
        for (int v34 = 0;;) {
          *(float *)(v33) = v30;
          v34 += 1;
          if (!(v34 < 1)) break;
        }
        v18 += 1;
        if (!(v18 < 6)) break;
      }
      v7 += 1;
      if (!(v7 < 6)) break;
    }
    v3 += 1;
    if (!(v3 < 4)) break;
  }
}
PART void f41(int v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, float v5, float v6, float v7, Pointer v8, float v9, Pointer v10, Pointer v11, Pointer v12) {
  const int v13 = (v0 * 4);
  const Pointer v14 = (v1 + (Offset)v13);
  vf v15 = SPLAT(vf, 0.f);
  vf v16 = SPLAT(vf, 0.f);
  vf v17 = SPLAT(vf, 0.f);
  vf v18 = SPLAT(vf, 0.f);
  Pointer v19 = v14;
  const Pointer v20 = (v2 + 512);
  for (Pointer v21 = v2;;) {
    const vf v22 = keep(*(const mf *)(v19));
    const vf v23 = splat_f(*(const float *)(v21));
    v15 = v_fma(v23, v22, v15);
    const vf v24 = splat_f(*(const float *)(v21 + 4));
    v16 = v_fma(v24, v22, v16);
    const vf v25 = splat_f(*(const float *)(v21 + 8));
    v17 = v_fma(v25, v22, v17);
    const vf v26 = splat_f(*(const float *)(v21 + 12));
    v18 = v_fma(v26, v22, v18);
    v19 = (v19 + 16);
    v21 += 128;
    if (!(v21 < v20)) break;
  }
  const Pointer v27 = (v3 + (Offset)v13);
  const vf v28 = *(const mf *)(v27 + 384);
  const Pointer v29 = (v4 + (Offset)v13);
  const vf v30 = *(const mf *)(v29 + 384);
  const vf v31 = (v15 - v30);
  const vf v32 = (v31 * SPLAT(vf, 0.10000000149011612f));
  const vf v33 = (v30 + v32);
  const vf v34 = (v33 * splat_f(v5));
  const vf v35 = (v15 * splat_f(v6));
  const vf v36 = (v34 + v35);
  const vf v37 = (v36 * splat_f(v7));
  const Pointer v38 = (v8 + (Offset)v13);
  const vf v39 = *(const mf *)(v38 + 384);
  const vf v40 = (v15 * v15);
  const vf v41 = (v40 - v39);
  const vf v42 = (v41 * SPLAT(vf, 0.0010000000474974513f));
  const vf v43 = (v39 + v42);
  const vf v44 = (v43 / splat_f(v9));
  const vf v45 = v_sqrt_f(v44);
  const vf v46 = (v45 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v47 = (v37 / v46);
  const vf v48 = (v28 - v47);
  const Pointer v49 = (v10 + (Offset)v13);
  { vf part = v48; __builtin_memcpy((void *)(v49 + 384), &part, 16); }
  const Pointer v50 = (v11 + (Offset)v13);
  { vf part = v43; __builtin_memcpy((void *)(v50 + 384), &part, 16); }
  const Pointer v51 = (v12 + (Offset)v13);
  { vf part = v33; __builtin_memcpy((void *)(v51 + 384), &part, 16); }
  const vf v52 = *(const mf *)(v27 + 400);
  const vf v53 = *(const mf *)(v29 + 400);
  const vf v54 = (v16 - v53);
  const vf v55 = (v54 * SPLAT(vf, 0.10000000149011612f));
  const vf v56 = (v53 + v55);
  const vf v57 = (v56 * splat_f(v5));
  const vf v58 = (v16 * splat_f(v6));
  const vf v59 = (v57 + v58);
  const vf v60 = (v59 * splat_f(v7));
  const vf v61 = *(const mf *)(v38 + 400);
  const vf v62 = (v16 * v16);
  const vf v63 = (v62 - v61);
  const vf v64 = (v63 * SPLAT(vf, 0.0010000000474974513f));
  const vf v65 = (v61 + v64);
  const vf v66 = (v65 / splat_f(v9));
  const vf v67 = v_sqrt_f(v66);
  const vf v68 = (v67 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v69 = (v60 / v68);
  const vf v70 = (v52 - v69);
  { vf part = v70; __builtin_memcpy((void *)(v49 + 400), &part, 16); }
  { vf part = v65; __builtin_memcpy((void *)(v50 + 400), &part, 16); }
  { vf part = v56; __builtin_memcpy((void *)(v51 + 400), &part, 16); }
  const vf v71 = *(const mf *)(v27 + 416);
  const vf v72 = *(const mf *)(v29 + 416);
  const vf v73 = (v17 - v72);
  const vf v74 = (v73 * SPLAT(vf, 0.10000000149011612f));
  const vf v75 = (v72 + v74);
  const vf v76 = (v75 * splat_f(v5));
  const vf v77 = (v17 * splat_f(v6));
  const vf v78 = (v76 + v77);
  const vf v79 = (v78 * splat_f(v7));
  const vf v80 = *(const mf *)(v38 + 416);
  const vf v81 = (v17 * v17);
  const vf v82 = (v81 - v80);
  const vf v83 = (v82 * SPLAT(vf, 0.0010000000474974513f));
  const vf v84 = (v80 + v83);
  const vf v85 = (v84 / splat_f(v9));
  const vf v86 = v_sqrt_f(v85);
  const vf v87 = (v86 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v88 = (v79 / v87);
  const vf v89 = (v71 - v88);
  { vf part = v89; __builtin_memcpy((void *)(v49 + 416), &part, 16); }
  { vf part = v84; __builtin_memcpy((void *)(v50 + 416), &part, 16); }
  { vf part = v75; __builtin_memcpy((void *)(v51 + 416), &part, 16); }
  const vf v90 = *(const mf *)(v27 + 432);
  const vf v91 = *(const mf *)(v29 + 432);
  const vf v92 = (v18 - v91);
  const vf v93 = (v92 * SPLAT(vf, 0.10000000149011612f));
  const vf v94 = (v91 + v93);
  const vf v95 = (v94 * splat_f(v5));
  const vf v96 = (v18 * splat_f(v6));
  const vf v97 = (v95 + v96);
  const vf v98 = (v97 * splat_f(v7));
  const vf v99 = *(const mf *)(v38 + 432);
  const vf v100 = (v18 * v18);
  const vf v101 = (v100 - v99);
  const vf v102 = (v101 * SPLAT(vf, 0.0010000000474974513f));
  const vf v103 = (v99 + v102);
  const vf v104 = (v103 / splat_f(v9));
  const vf v105 = v_sqrt_f(v104);
  const vf v106 = (v105 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v107 = (v98 / v106);
  const vf v108 = (v90 - v107);
  { vf part = v108; __builtin_memcpy((void *)(v49 + 432), &part, 16); }
  { vf part = v103; __builtin_memcpy((void *)(v50 + 432), &part, 16); }
  { vf part = v94; __builtin_memcpy((void *)(v51 + 432), &part, 16); }
}
PART void f42(int v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, float v5, float v6, float v7, Pointer v8, float v9, Pointer v10, Pointer v11, Pointer v12) {
  const int v13 = (v0 * 4);
  const Pointer v14 = (v1 + (Offset)v13);
  vf v15 = SPLAT(vf, 0.f);
  vf v16 = SPLAT(vf, 0.f);
  vf v17 = SPLAT(vf, 0.f);
  vf v18 = SPLAT(vf, 0.f);
  Pointer v19 = v14;
  const Pointer v20 = (v2 + 512);
  for (Pointer v21 = v2;;) {
    const vf v22 = keep(*(const mf *)(v19));
    const vf v23 = splat_f(*(const float *)(v21));
    v15 = v_fma(v23, v22, v15);
    const vf v24 = splat_f(*(const float *)(v21 + 4));
    v16 = v_fma(v24, v22, v16);
    const vf v25 = splat_f(*(const float *)(v21 + 8));
    v17 = v_fma(v25, v22, v17);
    const vf v26 = splat_f(*(const float *)(v21 + 12));
    v18 = v_fma(v26, v22, v18);
    v19 = (v19 + 16);
    v21 += 128;
    if (!(v21 < v20)) break;
  }
  const Pointer v27 = (v3 + (Offset)v13);
  const vf v28 = *(const mf *)(v27 + 448);
  const Pointer v29 = (v4 + (Offset)v13);
  const vf v30 = *(const mf *)(v29 + 448);
  const vf v31 = (v15 - v30);
  const vf v32 = (v31 * SPLAT(vf, 0.10000000149011612f));
  const vf v33 = (v30 + v32);
  const vf v34 = (v33 * splat_f(v5));
  const vf v35 = (v15 * splat_f(v6));
  const vf v36 = (v34 + v35);
  const vf v37 = (v36 * splat_f(v7));
  const Pointer v38 = (v8 + (Offset)v13);
  const vf v39 = *(const mf *)(v38 + 448);
  const vf v40 = (v15 * v15);
  const vf v41 = (v40 - v39);
  const vf v42 = (v41 * SPLAT(vf, 0.0010000000474974513f));
  const vf v43 = (v39 + v42);
  const vf v44 = (v43 / splat_f(v9));
  const vf v45 = v_sqrt_f(v44);
  const vf v46 = (v45 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v47 = (v37 / v46);
  const vf v48 = (v28 - v47);
  const Pointer v49 = (v10 + (Offset)v13);
  { vf part = v48; __builtin_memcpy((void *)(v49 + 448), &part, 16); }
  const Pointer v50 = (v11 + (Offset)v13);
  { vf part = v43; __builtin_memcpy((void *)(v50 + 448), &part, 16); }
  const Pointer v51 = (v12 + (Offset)v13);
  { vf part = v33; __builtin_memcpy((void *)(v51 + 448), &part, 16); }
  const vf v52 = *(const mf *)(v27 + 464);
  const vf v53 = *(const mf *)(v29 + 464);
  const vf v54 = (v16 - v53);
  const vf v55 = (v54 * SPLAT(vf, 0.10000000149011612f));
  const vf v56 = (v53 + v55);
  const vf v57 = (v56 * splat_f(v5));
  const vf v58 = (v16 * splat_f(v6));
  const vf v59 = (v57 + v58);
  const vf v60 = (v59 * splat_f(v7));
  const vf v61 = *(const mf *)(v38 + 464);
  const vf v62 = (v16 * v16);
  const vf v63 = (v62 - v61);
  const vf v64 = (v63 * SPLAT(vf, 0.0010000000474974513f));
  const vf v65 = (v61 + v64);
  const vf v66 = (v65 / splat_f(v9));
  const vf v67 = v_sqrt_f(v66);
  const vf v68 = (v67 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v69 = (v60 / v68);
  const vf v70 = (v52 - v69);
  { vf part = v70; __builtin_memcpy((void *)(v49 + 464), &part, 16); }
  { vf part = v65; __builtin_memcpy((void *)(v50 + 464), &part, 16); }
  { vf part = v56; __builtin_memcpy((void *)(v51 + 464), &part, 16); }
  const vf v71 = *(const mf *)(v27 + 480);
  const vf v72 = *(const mf *)(v29 + 480);
  const vf v73 = (v17 - v72);
  const vf v74 = (v73 * SPLAT(vf, 0.10000000149011612f));
  const vf v75 = (v72 + v74);
  const vf v76 = (v75 * splat_f(v5));
  const vf v77 = (v17 * splat_f(v6));
  const vf v78 = (v76 + v77);
  const vf v79 = (v78 * splat_f(v7));
  const vf v80 = *(const mf *)(v38 + 480);
  const vf v81 = (v17 * v17);
  const vf v82 = (v81 - v80);
  const vf v83 = (v82 * SPLAT(vf, 0.0010000000474974513f));
  const vf v84 = (v80 + v83);
  const vf v85 = (v84 / splat_f(v9));
  const vf v86 = v_sqrt_f(v85);
  const vf v87 = (v86 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v88 = (v79 / v87);
  const vf v89 = (v71 - v88);
  { vf part = v89; __builtin_memcpy((void *)(v49 + 480), &part, 16); }
  { vf part = v84; __builtin_memcpy((void *)(v50 + 480), &part, 16); }
  { vf part = v75; __builtin_memcpy((void *)(v51 + 480), &part, 16); }
  const vf v90 = *(const mf *)(v27 + 496);
  const vf v91 = *(const mf *)(v29 + 496);
  const vf v92 = (v18 - v91);
  const vf v93 = (v92 * SPLAT(vf, 0.10000000149011612f));
  const vf v94 = (v91 + v93);
  const vf v95 = (v94 * splat_f(v5));
  const vf v96 = (v18 * splat_f(v6));
  const vf v97 = (v95 + v96);
  const vf v98 = (v97 * splat_f(v7));
  const vf v99 = *(const mf *)(v38 + 496);
  const vf v100 = (v18 * v18);
  const vf v101 = (v100 - v99);
  const vf v102 = (v101 * SPLAT(vf, 0.0010000000474974513f));
  const vf v103 = (v99 + v102);
  const vf v104 = (v103 / splat_f(v9));
  const vf v105 = v_sqrt_f(v104);
  const vf v106 = (v105 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v107 = (v98 / v106);
  const vf v108 = (v90 - v107);
  { vf part = v108; __builtin_memcpy((void *)(v49 + 496), &part, 16); }
  { vf part = v103; __builtin_memcpy((void *)(v50 + 496), &part, 16); }
  { vf part = v94; __builtin_memcpy((void *)(v51 + 496), &part, 16); }
}
PART void f43(int v0, Pointer v1, Pointer v2, int v3, Pointer v4, Pointer v5, float v6, float v7, float v8, Pointer v9, float v10, Pointer v11, Pointer v12, Pointer v13) {
  const int v14 = (v0 * 4);
  const Pointer v15 = (v1 + (Offset)v14);
  vf v16 = SPLAT(vf, 0.f);
  vf v17 = SPLAT(vf, 0.f);
  vf v18 = SPLAT(vf, 0.f);
  vf v19 = SPLAT(vf, 0.f);
  vf v20 = SPLAT(vf, 0.f);
  vf v21 = SPLAT(vf, 0.f);
  Pointer v22 = v15;
  const Pointer v23 = (v2 + 512);
  for (Pointer v24 = v2;;) {
    const vf v25 = keep(*(const mf *)(v22));
    const vf v26 = splat_f(*(const float *)(v24));
    v16 = v_fma(v26, v25, v16);
    const vf v27 = splat_f(*(const float *)(v24 + 4));
    v17 = v_fma(v27, v25, v17);
    const vf v28 = splat_f(*(const float *)(v24 + 8));
    v18 = v_fma(v28, v25, v18);
    const vf v29 = splat_f(*(const float *)(v24 + 12));
    v19 = v_fma(v29, v25, v19);
    const vf v30 = splat_f(*(const float *)(v24 + 16));
    v20 = v_fma(v30, v25, v20);
    const vf v31 = splat_f(*(const float *)(v24 + 20));
    v21 = v_fma(v31, v25, v21);
    v22 = (v22 + 16);
    v24 += 128;
    if (!(v24 < v23)) break;
  }
  const int v32 = (v14 + v3);
  const Pointer v33 = (v4 + (Offset)v32);
  const vf v34 = *(const mf *)(v33);
  const Pointer v35 = (v5 + (Offset)v32);
  const vf v36 = *(const mf *)(v35);
  const vf v37 = (v16 - v36);
  const vf v38 = (v37 * SPLAT(vf, 0.10000000149011612f));
  const vf v39 = (v36 + v38);
  const vf v40 = (v39 * splat_f(v6));
  const vf v41 = (v16 * splat_f(v7));
  const vf v42 = (v40 + v41);
  const vf v43 = (v42 * splat_f(v8));
  const Pointer v44 = (v9 + (Offset)v32);
  const vf v45 = *(const mf *)(v44);
  const vf v46 = (v16 * v16);
  const vf v47 = (v46 - v45);
  const vf v48 = (v47 * SPLAT(vf, 0.0010000000474974513f));
  const vf v49 = (v45 + v48);
  const vf v50 = (v49 / splat_f(v10));
  const vf v51 = v_sqrt_f(v50);
  const vf v52 = (v51 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v53 = (v43 / v52);
  const vf v54 = (v34 - v53);
  const Pointer v55 = (v11 + (Offset)v32);
  { vf part = v54; __builtin_memcpy((void *)(v55), &part, 16); }
  const Pointer v56 = (v12 + (Offset)v32);
  { vf part = v49; __builtin_memcpy((void *)(v56), &part, 16); }
  const Pointer v57 = (v13 + (Offset)v32);
  { vf part = v39; __builtin_memcpy((void *)(v57), &part, 16); }
  const vf v58 = *(const mf *)(v33 + 16);
  const vf v59 = *(const mf *)(v35 + 16);
  const vf v60 = (v17 - v59);
  const vf v61 = (v60 * SPLAT(vf, 0.10000000149011612f));
  const vf v62 = (v59 + v61);
  const vf v63 = (v62 * splat_f(v6));
  const vf v64 = (v17 * splat_f(v7));
  const vf v65 = (v63 + v64);
  const vf v66 = (v65 * splat_f(v8));
  const vf v67 = *(const mf *)(v44 + 16);
  const vf v68 = (v17 * v17);
  const vf v69 = (v68 - v67);
  const vf v70 = (v69 * SPLAT(vf, 0.0010000000474974513f));
  const vf v71 = (v67 + v70);
  const vf v72 = (v71 / splat_f(v10));
  const vf v73 = v_sqrt_f(v72);
  const vf v74 = (v73 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v75 = (v66 / v74);
  const vf v76 = (v58 - v75);
  { vf part = v76; __builtin_memcpy((void *)(v55 + 16), &part, 16); }
  { vf part = v71; __builtin_memcpy((void *)(v56 + 16), &part, 16); }
  { vf part = v62; __builtin_memcpy((void *)(v57 + 16), &part, 16); }
  const vf v77 = *(const mf *)(v33 + 32);
  const vf v78 = *(const mf *)(v35 + 32);
  const vf v79 = (v18 - v78);
  const vf v80 = (v79 * SPLAT(vf, 0.10000000149011612f));
  const vf v81 = (v78 + v80);
  const vf v82 = (v81 * splat_f(v6));
  const vf v83 = (v18 * splat_f(v7));
  const vf v84 = (v82 + v83);
  const vf v85 = (v84 * splat_f(v8));
  const vf v86 = *(const mf *)(v44 + 32);
  const vf v87 = (v18 * v18);
  const vf v88 = (v87 - v86);
  const vf v89 = (v88 * SPLAT(vf, 0.0010000000474974513f));
  const vf v90 = (v86 + v89);
  const vf v91 = (v90 / splat_f(v10));
  const vf v92 = v_sqrt_f(v91);
  const vf v93 = (v92 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v94 = (v85 / v93);
  const vf v95 = (v77 - v94);
  { vf part = v95; __builtin_memcpy((void *)(v55 + 32), &part, 16); }
  { vf part = v90; __builtin_memcpy((void *)(v56 + 32), &part, 16); }
  { vf part = v81; __builtin_memcpy((void *)(v57 + 32), &part, 16); }
  const vf v96 = *(const mf *)(v33 + 48);
  const vf v97 = *(const mf *)(v35 + 48);
  const vf v98 = (v19 - v97);
  const vf v99 = (v98 * SPLAT(vf, 0.10000000149011612f));
  const vf v100 = (v97 + v99);
  const vf v101 = (v100 * splat_f(v6));
  const vf v102 = (v19 * splat_f(v7));
  const vf v103 = (v101 + v102);
  const vf v104 = (v103 * splat_f(v8));
  const vf v105 = *(const mf *)(v44 + 48);
  const vf v106 = (v19 * v19);
  const vf v107 = (v106 - v105);
  const vf v108 = (v107 * SPLAT(vf, 0.0010000000474974513f));
  const vf v109 = (v105 + v108);
  const vf v110 = (v109 / splat_f(v10));
  const vf v111 = v_sqrt_f(v110);
  const vf v112 = (v111 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v113 = (v104 / v112);
  const vf v114 = (v96 - v113);
  { vf part = v114; __builtin_memcpy((void *)(v55 + 48), &part, 16); }
  { vf part = v109; __builtin_memcpy((void *)(v56 + 48), &part, 16); }
  { vf part = v100; __builtin_memcpy((void *)(v57 + 48), &part, 16); }
  const vf v115 = *(const mf *)(v33 + 64);
  const vf v116 = *(const mf *)(v35 + 64);
  const vf v117 = (v20 - v116);
  const vf v118 = (v117 * SPLAT(vf, 0.10000000149011612f));
  const vf v119 = (v116 + v118);
  const vf v120 = (v119 * splat_f(v6));
  const vf v121 = (v20 * splat_f(v7));
  const vf v122 = (v120 + v121);
  const vf v123 = (v122 * splat_f(v8));
  const vf v124 = *(const mf *)(v44 + 64);
  const vf v125 = (v20 * v20);
  const vf v126 = (v125 - v124);
  const vf v127 = (v126 * SPLAT(vf, 0.0010000000474974513f));
  const vf v128 = (v124 + v127);
  const vf v129 = (v128 / splat_f(v10));
  const vf v130 = v_sqrt_f(v129);
  const vf v131 = (v130 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v132 = (v123 / v131);
  const vf v133 = (v115 - v132);
  { vf part = v133; __builtin_memcpy((void *)(v55 + 64), &part, 16); }
  { vf part = v128; __builtin_memcpy((void *)(v56 + 64), &part, 16); }
  { vf part = v119; __builtin_memcpy((void *)(v57 + 64), &part, 16); }
  const vf v134 = *(const mf *)(v33 + 80);
  const vf v135 = *(const mf *)(v35 + 80);
  const vf v136 = (v21 - v135);
  const vf v137 = (v136 * SPLAT(vf, 0.10000000149011612f));
  const vf v138 = (v135 + v137);
  const vf v139 = (v138 * splat_f(v6));
  const vf v140 = (v21 * splat_f(v7));
  const vf v141 = (v139 + v140);
  const vf v142 = (v141 * splat_f(v8));
  const vf v143 = *(const mf *)(v44 + 80);
  const vf v144 = (v21 * v21);
  const vf v145 = (v144 - v143);
  const vf v146 = (v145 * SPLAT(vf, 0.0010000000474974513f));
  const vf v147 = (v143 + v146);
  const vf v148 = (v147 / splat_f(v10));
  const vf v149 = v_sqrt_f(v148);
  const vf v150 = (v149 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v151 = (v142 / v150);
  const vf v152 = (v134 - v151);
  { vf part = v152; __builtin_memcpy((void *)(v55 + 80), &part, 16); }
  { vf part = v147; __builtin_memcpy((void *)(v56 + 80), &part, 16); }
  { vf part = v138; __builtin_memcpy((void *)(v57 + 80), &part, 16); }
}
KERNEL void f44(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7, Pointer v8, Pointer v9, Pointer v10, Pointer v11) {
  const Pointer v12 = (v2 + 96);
  const float v13 = *(const float *)(v4);
  const float v14 = *(const float *)(v5);
  const float v15 = *(const float *)(v6);
  const float v16 = *(const float *)(v8);
  f41(0, v3, v12, v0, v1, v13, v14, v15, v7, v16, v9, v10, v11);
  const Pointer v17 = (v2 + 112);
  f42(0, v3, v17, v0, v1, v13, v14, v15, v7, v16, v9, v10, v11);
  for (int v18 = 0;;) {
    const int v19 = (v18 * 4);
    const Pointer v20 = (v2 + (Offset)v19);
    const int v21 = (v18 * 16);
    f43(0, v3, v20, v21, v0, v1, v13, v14, v15, v7, v16, v9, v10, v11);
    v18 += 6;
    if (!(v18 < 24)) break;
  }
}
PART void f45(int v0, Pointer v1, int v2, Pointer v3, Pointer v4) {
  for (int v5 = 0;;) {
    vi v6 = SPLAT(vi, (-1));
    vf v7 = SPLAT(vf, (-__builtin_inff()));
    const int v8 = (v5 * 4);
    const int v9 = (v8 + v0);
    const Pointer v10 = (v1 + (Offset)v9);
    const vf v11 = *(const mf *)(v10);
    const vi v12 = ((vi)(v11 > v7));
    const vi v13 = ((vi)(v6 < SPLAT(vi, 0)));
    const vi v14 = (v12 | v13);
    const vi v15 = ((vi)(v11 != v11));
    const vi v16 = ((vi)(v7 == v7));
    const vi v17 = (v15 & v16);
    const vi v18 = (v14 | v17);
    v6 = v_select_i(v18, SPLAT(vi, 0), v6);
    v7 = v_select_f(v18, v11, v7);
    const vf v19 = *(const mf *)(v10 + 32);
    const vi v20 = ((vi)(v19 > v7));
    const vi v21 = ((vi)(v6 < SPLAT(vi, 0)));
    const vi v22 = (v20 | v21);
    const vi v23 = ((vi)(v19 != v19));
    const vi v24 = ((vi)(v7 == v7));
    const vi v25 = (v23 & v24);
    const vi v26 = (v22 | v25);
    v6 = v_select_i(v26, SPLAT(vi, 1), v6);
    v7 = v_select_f(v26, v19, v7);
    const vf v27 = *(const mf *)(v10 + 128);
    const vi v28 = ((vi)(v27 > v7));
    const vi v29 = ((vi)(v6 < SPLAT(vi, 0)));
    const vi v30 = (v28 | v29);
    const vi v31 = ((vi)(v27 != v27));
    const vi v32 = ((vi)(v7 == v7));
    const vi v33 = (v31 & v32);
    const vi v34 = (v30 | v33);
    v6 = v_select_i(v34, SPLAT(vi, 2), v6);
    v7 = v_select_f(v34, v27, v7);
    const vf v35 = *(const mf *)(v10 + 160);
    const vi v36 = ((vi)(v35 > v7));
    const vi v37 = ((vi)(v6 < SPLAT(vi, 0)));
    const vi v38 = (v36 | v37);
    const vi v39 = ((vi)(v35 != v35));
    const vi v40 = ((vi)(v7 == v7));
    const vi v41 = (v39 & v40);
    const vi v42 = (v38 | v41);
    v6 = v_select_i(v42, SPLAT(vi, 3), v6);
    v7 = v_select_f(v42, v35, v7);
    const vi v43 = v6;
    const int v44 = (v8 + v2);
    const Pointer v45 = (v3 + (Offset)v44);
    const vf v46 = *(const mf *)(v45);
    const Pointer v47 = (v4 + (Offset)v9);
    const vf v48 = *(const mf *)(v47);
    const vf v49 = (v48 + v_select_f(((vi)(v43 == SPLAT(vi, 0))), v46, SPLAT(vf, 0.f)));
    *(mf *)(v47) = v49;
    const vf v50 = *(const mf *)(v47 + 32);
    const vf v51 = (v50 + v_select_f(((vi)(v43 == SPLAT(vi, 1))), v46, SPLAT(vf, 0.f)));
    *(mf *)(v47 + 32) = v51;
    const vf v52 = *(const mf *)(v47 + 128);
    const vf v53 = (v52 + v_select_f(((vi)(v43 == SPLAT(vi, 2))), v46, SPLAT(vf, 0.f)));
    *(mf *)(v47 + 128) = v53;
    const vf v54 = *(const mf *)(v47 + 160);
    const vf v55 = (v54 + v_select_f(((vi)(v43 == SPLAT(vi, 3))), v46, SPLAT(vf, 0.f)));
    *(mf *)(v47 + 160) = v55;
    v5 += 8;
    if (!(v5 < 8)) break;
  }
}
KERNEL void f46(Pointer v0, Pointer v1, Pointer v2, Pointer v3) {
  for (int v4 = 0;;) {
    const int v5 = (v4 * 4);
    const Pointer v6 = (v3 + (Offset)v5);
    *(mf *)(v6) = SPLAT(vf, 0.f);
    v4 += 8;
    if (!(v4 < 512)) break;
  }
  for (int v7 = 0;;) {
    const int v8 = (v7 * 256);
    const int v9 = (v7 * 64);
    for (int v10 = 0;;) {
      const int v11 = (v10 * 64);
      const int v12 = (v11 + v8);
      const int v13 = (v10 * 32);
      const int v14 = (v13 + v9);
      f45(v12, v0, v14, v1, v3);
      v10 += 1;
      if (!(v10 < 2)) break;
    }
    v7 += 1;
    if (!(v7 < 8)) break;
  }
  for (int v15 = 0;;) {
    const int v16 = (v15 * 4);
    const Pointer v17 = (v0 + (Offset)v16);
    const vf v18 = *(const mf *)(v17);
    const vi v19 = ((vi)(v18 > SPLAT(vf, 0.f)));
    const Pointer v20 = (v3 + (Offset)v16);
    const vf v21 = *(const mf *)(v20);
    const vf v22 = v_select_f(v19, v21, SPLAT(vf, 0.f));
    const Pointer v23 = (v2 + (Offset)v16);
    *(mf *)(v23) = v22;
    v15 += 8;
    if (!(v15 < 512)) break;
  }
}
PART void f47(int v0, Pointer v1, vf v2, float v3, float v4, float v5, vf v6, float v7, vf v8, Pointer v9, Pointer v10, Pointer v11) {
  vf v12 = SPLAT(vf, 0.f);
  for (int v13 = 0;;) {
    const int v14 = (v13 * 32);
    const int v15 = (v14 + v0);
    const Pointer v16 = (v1 + (Offset)v15);
    const vf v17 = *(const mf *)(v16);
    v12 = (v12 + v17);
    v13 += 1;
    if (!(v13 < 64)) break;
  }
  const vf v18 = (v12 - v2);
  const vf v19 = (v18 * SPLAT(vf, 0.10000000149011612f));
  const vf v20 = (v2 + v19);
  const vf v21 = (v20 * splat_f(v3));
  const vf v22 = (v12 * splat_f(v4));
  const vf v23 = (v21 + v22);
  const vf v24 = (v23 * splat_f(v5));
  const vf v25 = (v12 * v12);
  const vf v26 = (v25 - v6);
  const vf v27 = (v26 * SPLAT(vf, 0.0010000000474974513f));
  const vf v28 = (v6 + v27);
  const vf v29 = (v28 / splat_f(v7));
  const vf v30 = v_sqrt_f(v29);
  const vf v31 = (v30 + SPLAT(vf, 1.0000000116860974e-7f));
  const vf v32 = (v24 / v31);
  const vf v33 = (v8 - v32);
  *(mf *)(v9) = v33;
  *(mf *)(v10) = v28;
  *(mf *)(v11) = v20;
}
KERNEL void f48(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7, Pointer v8, Pointer v9, Pointer v10) {
  const float v11 = *(const float *)(v3);
  const float v12 = *(const float *)(v4);
  const float v13 = *(const float *)(v5);
  const float v14 = *(const float *)(v7);
  for (int v15 = 0;;) {
    const int v16 = (v15 * 4);
    const Pointer v17 = (v0 + (Offset)v16);
    const vf v18 = *(const mf *)(v17);
    const Pointer v19 = (v1 + (Offset)v16);
    const vf v20 = *(const mf *)(v19);
    const Pointer v21 = (v6 + (Offset)v16);
    const vf v22 = *(const mf *)(v21);
    const Pointer v23 = (v8 + (Offset)v16);
    const Pointer v24 = (v9 + (Offset)v16);
    const Pointer v25 = (v10 + (Offset)v16);
    f47(v16, v2, v20, v11, v12, v13, v22, v14, v18, v23, v24, v25);
    v15 += 8;
    if (!(v15 < 8)) break;
  }
}
PART void f49(int v0, int v1, Pointer v2, Pointer v3) {
  for (int v4 = 0;;) {
    const int v5 = (v4 * 128);
    const int v6 = (v5 + v0);
    const int v7 = (v5 + v1);
    for (int v8 = 0;;) {
      const int v9 = (v8 * 32);
      const int v10 = (v9 + v6);
      const int v11 = (v9 + v7);
      for (int v12 = 0;;) {
        const int v13 = (v12 * 4);
        const int v14 = (v13 + v10);
        const Pointer v15 = (v2 + (Offset)v14);
        const vf v16 = *(const mf *)(v15);
        const int v17 = (v13 + v11);
        const Pointer v18 = (v3 + (Offset)v17);
        *(mf *)(v18) = v16;
        v12 += 8;
        if (!(v12 < 8)) break;
      }
      v8 += 1;
      if (!(v8 < 4)) break;
    }
    v4 += 1;
    if (!(v4 < 4)) break;
  }
}
PART void f50(int v0, Pointer v1, Pointer v2, Pointer v3) {
  const int v4 = (v0 * 256);
  const Pointer v5 = (v1 + (Offset)v4);
  vf v6 = SPLAT(vf, 0.f);
  vf v7 = SPLAT(vf, 0.f);
  vf v8 = SPLAT(vf, 0.f);
  vf v9 = SPLAT(vf, 0.f);
  vf v10 = SPLAT(vf, 0.f);
  vf v11 = SPLAT(vf, 0.f);
  vf v12 = SPLAT(vf, 0.f);
  vf v13 = SPLAT(vf, 0.f);
  vf v14 = SPLAT(vf, 0.f);
  Pointer v15 = v5;
  const Pointer v16 = (v2 + 576);
  for (Pointer v17 = v2;;) {
    const Pointer v18 = (v17 + 96);
    for (Pointer v19 = v17;;) {
      const Pointer v20 = (v19 + 16);
      for (Pointer v21 = v19;;) {
        const vf v22 = keep(*(const mf *)(v15));
        const vf v23 = splat_f(*(const float *)(v21));
        v6 = v_fma(v23, v22, v6);
        const vf v24 = splat_f(*(const float *)(v21 + 4));
        v7 = v_fma(v24, v22, v7);
        const vf v25 = splat_f(*(const float *)(v21 + 8));
        v8 = v_fma(v25, v22, v8);
        const vf v26 = splat_f(*(const float *)(v21 + 24));
        v9 = v_fma(v26, v22, v9);
        const vf v27 = splat_f(*(const float *)(v21 + 28));
        v10 = v_fma(v27, v22, v10);
        const vf v28 = splat_f(*(const float *)(v21 + 32));
        v11 = v_fma(v28, v22, v11);
        const vf v29 = splat_f(*(const float *)(v21 + 48));
        v12 = v_fma(v29, v22, v12);
        const vf v30 = splat_f(*(const float *)(v21 + 52));
        v13 = v_fma(v30, v22, v13);
        const vf v31 = splat_f(*(const float *)(v21 + 56));
        v14 = v_fma(v31, v22, v14);
        v15 = (v15 + 32);
        v21 += 4;
        if (!(v21 < v20)) break;
      }
      v19 += 24;
      if (!(v19 < v18)) break;
    }
    v17 += 144;
    if (!(v17 < v16)) break;
  }
  const int v32 = (v0 * 4);
  const Pointer v33 = (v3 + (Offset)v32);
  const vf v34 = *(const mf *)(v33);
  const Pointer v35 = (v3 + (Offset)v32);
  const vf v36 = (v34 + v6);
  *(mf *)(v35) = v36;
  const Pointer v37 = (v3 + (Offset)v32);
  const vf v38 = *(const mf *)(v37 + 32);
  const vf v39 = (v38 + v7);
  *(mf *)(v35 + 32) = v39;
  const Pointer v40 = (v3 + (Offset)v32);
  const vf v41 = *(const mf *)(v40 + 64);
  const vf v42 = (v41 + v8);
  *(mf *)(v35 + 64) = v42;
  const Pointer v43 = (v3 + (Offset)v32);
  const vf v44 = *(const mf *)(v43 + 96);
  const vf v45 = (v44 + v9);
  *(mf *)(v35 + 96) = v45;
  const Pointer v46 = (v3 + (Offset)v32);
  const vf v47 = *(const mf *)(v46 + 128);
  const vf v48 = (v47 + v10);
  *(mf *)(v35 + 128) = v48;
  const Pointer v49 = (v3 + (Offset)v32);
  const vf v50 = *(const mf *)(v49 + 160);
  const vf v51 = (v50 + v11);
  *(mf *)(v35 + 160) = v51;
  const Pointer v52 = (v3 + (Offset)v32);
  const vf v53 = *(const mf *)(v52 + 192);
  const vf v54 = (v53 + v12);
  *(mf *)(v35 + 192) = v54;
  const Pointer v55 = (v3 + (Offset)v32);
  const vf v56 = *(const mf *)(v55 + 224);
  const vf v57 = (v56 + v13);
  *(mf *)(v35 + 224) = v57;
  const Pointer v58 = (v3 + (Offset)v32);
  const vf v59 = *(const mf *)(v58 + 256);
  const vf v60 = (v59 + v14);
  *(mf *)(v35 + 256) = v60;
}
KERNEL void f51(Pointer v0, Pointer v1, Pointer v2, Pointer v3, Pointer v4, Pointer v5, Pointer v6, Pointer v7, Pointer v8, Pointer v9, Pointer v10, Pointer v11, Pointer v12) {
  const Pointer v13 = (v12 + 2624);
  const Pointer v14 = (v12 + 576);
  for (int v15 = 0;;) {
    const int v16 = (v15 * 4);
    const Pointer v17 = (v13 + (Offset)v16);
    *(mf *)(v17) = SPLAT(vf, 0.f);
    v15 += 8;
    if (!(v15 < 72)) break;
  }
  for (int v18 = 0;;) {
    const int v19 = (v18 * 256);
    if (thread == 0) {
      f15(v19, v2, v12);
    }
    const int v20 = (v18 * 2048);
    for (int v21 = 0 + 1 * share(4, thread),
        end = 0 + 1 * share(4, thread + 1);
        v21 < end; v21 += 1) {
      const int v22 = (v21 * 512);
      const int v23 = (v22 + v20);
      f49(v23, v22, v3, v14);
    }
    meet();
    for (int v24 = 0 + 1 * share(1, thread),
        end = 0 + 1 * share(1, thread + 1);
        v24 < end; v24 += 1) {
      if ((v24 == 0)) {
        f50(0, v14, v12, v13);
      }
    }
    meet();
    v18 += 1;
    if (!(v18 < 1)) break;
  }
  const float v25 = *(const float *)(v4);
  const float v26 = *(const float *)(v5);
  const float v27 = *(const float *)(v6);
  const float v28 = *(const float *)(v8);
  for (int v29 = 0;;) {
    const int v30 = (v29 * 4);
    const Pointer v31 = (v0 + (Offset)v30);
    const vf v32 = *(const mf *)(v31);
    const Pointer v33 = (v1 + (Offset)v30);
    const vf v34 = *(const mf *)(v33);
    const Pointer v35 = (v13 + (Offset)v30);
    const vf v36 = *(const mf *)(v35);
    const vf v37 = (v36 - v34);
    const vf v38 = (v37 * SPLAT(vf, 0.10000000149011612f));
    const vf v39 = (v34 + v38);
    const vf v40 = (v39 * splat_f(v25));
    const vf v41 = (v36 * splat_f(v26));
    const vf v42 = (v40 + v41);
    const vf v43 = (v42 * splat_f(v27));
    const Pointer v44 = (v7 + (Offset)v30);
    const vf v45 = *(const mf *)(v44);
    const vf v46 = (v36 * v36);
    const vf v47 = (v46 - v45);
    const vf v48 = (v47 * SPLAT(vf, 0.0010000000474974513f));
    const vf v49 = (v45 + v48);
    const vf v50 = (v49 / splat_f(v28));
    const vf v51 = v_sqrt_f(v50);
    const vf v52 = (v51 + SPLAT(vf, 1.0000000116860974e-7f));
    const vf v53 = (v43 / v52);
    const vf v54 = (v32 - v53);
    const Pointer v55 = (v9 + (Offset)v30);
    *(mf *)(v55) = v54;
    const Pointer v56 = (v10 + (Offset)v30);
    *(mf *)(v56) = v49;
    const Pointer v57 = (v11 + (Offset)v30);
    *(mf *)(v57) = v39;
    v29 += 8;
    if (!(v29 < 72)) break;
  }
}
void f0(Pointer, Pointer);
void f1(Pointer, Pointer);
void f2(Pointer, Pointer, Pointer, Pointer);
void f3(Pointer, Pointer);
void f4(Pointer, Pointer, Pointer);
void f5(Pointer, Pointer, Pointer);
void f6(Pointer, Pointer, Pointer);
void f7(Pointer, Pointer);
void f8(Pointer, Pointer);
void f9(Pointer, Pointer, Pointer);
void f10(Pointer, Pointer, Pointer);
void f11(Pointer);
void f13(Pointer, Pointer, Pointer);
void f17(Pointer, Pointer, Pointer, Pointer, Pointer);
void f19(Pointer, Pointer);
void f21(Pointer, Pointer, Pointer, Pointer);
void f22(Pointer, Pointer, Pointer);
void f24(Pointer, Pointer, Pointer, Pointer);
void f26(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f28(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f29(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f30(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f31(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f34(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f36(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f37(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f40(Pointer, Pointer, Pointer, Pointer);
void f44(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f46(Pointer, Pointer, Pointer, Pointer);
void f48(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
void f51(Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer, Pointer);
#undef OWN
#define OWN __thread __attribute__((visibility("hidden")))
OWN int thread, threads;
OWN unsigned loops;
OWN Team *team;
void run(Pointer memory, const long long *places, long long steps, int own, int count, Team *all) {
  thread = own;
  threads = count;
  loops = 0;
  team = all;
  const Pointer b5 = memory + places[5];
  const Pointer b21 = memory + places[21];
  const Pointer b16 = memory + places[16];
  const Pointer b15 = memory + places[15];
  const Pointer b20 = memory + places[20];
  const Pointer b19 = memory + places[19];
  const Pointer b0 = memory + places[0];
  const Pointer b23 = memory + places[23];
  const Pointer b12 = memory + places[12];
  const Pointer b1 = memory + places[1];
  const Pointer b3 = memory + places[3];
  const Pointer b4 = memory + places[4];
  const Pointer b2 = memory + places[2];
  const Pointer b6 = memory + places[6];
  const Pointer b7 = memory + places[7];
  const Pointer b8 = memory + places[8];
  const Pointer b9 = memory + places[9];
  const Pointer b10 = memory + places[10];
  const Pointer b11 = memory + places[11];
  const Pointer b14 = memory + places[14];
  const Pointer b13 = memory + places[13];
  const Pointer b18 = memory + places[18];
  const Pointer b17 = memory + places[17];
  const Pointer b34 = memory + places[34];
  const Pointer b22 = memory + places[22];
  const Pointer b35 = memory + places[35];
  const Pointer b32 = memory + places[32];
  const Pointer b33 = memory + places[33];
  const Pointer b30 = memory + places[30];
  const Pointer b31 = memory + places[31];
  const Pointer b28 = memory + places[28];
  const Pointer b29 = memory + places[29];
  const Pointer b26 = memory + places[26];
  const Pointer b27 = memory + places[27];
  const Pointer b24 = memory + places[24];
  const Pointer b25 = memory + places[25];
  for (long long step = 0; step < steps; step++) {
    if (thread == 0) f0(b5, b5);
    if (thread == 0) f1(b21, b21);
    if (thread == 0) f2(b16, b15, b16, b15);
    if (thread == 0) f2(b20, b19, b20, b19);
    if (thread == 0) f3(b21, b0);
    if (thread == 0) f4(b23, b0, b23);
    if (thread == 0) f5(b0, b23, b0 + 6976);
    if (thread == 0) f6(b21, b23, b0 + 6912);
    if (thread == 0) f7(b21, b0 + 7040);
    if (thread == 0) f8(b12, b0 + 960);
    if (thread == 0) f9(b12, b12, b1);
    if (thread == 0) f10(b3, b4, b0 + 1024);
    if (thread == 0) f11(b0 + 1088);
    if (thread == 0) f13(b2, b4, b0 + 6656);
    meet();
    f17(b0 + 6656, b6, b7, b0 + 2048, b0);
    meet();
    if (thread == 0) f19(b0 + 2048, b0);
    if (thread == 0) f21(b0, b8, b9, b0 + 640);
    if (thread == 0) f22(b0 + 960, b0 + 640, b0 + 704);
    if (thread == 0) f24(b0 + 704, b10, b11, b0 + 576);
    if (thread == 0) f26(b0 + 576, b0 + 1152, b0 + 1216, b0 + 1280, b0 + 768, b0 + 832, b0 + 512);
    if (thread == 0) f28(b0 + 1024, b0 + 1088, b0 + 1152, b0 + 768, b0 + 832, b0 + 896, b0 + 512);
    if (thread == 0) f29(b14, b13, b0 + 1280, b0 + 512, b14, b13);
    if (thread == 0) f30(b18, b17, b0 + 1024, b0 + 1216, b18, b17);
    if (thread == 0) f31(b11, b34, b0 + 896, b0 + 6912, b0 + 6976, b22, b35, b0 + 7040, b11, b35, b34);
    if (thread == 0) f34(b0 + 640, b0 + 960, b0 + 896, b10, b0 + 768, b0 + 512);
    if (thread == 0) f36(b10, b32, b0 + 704, b0 + 896, b0 + 6912, b0 + 6976, b22, b33, b0 + 7040, b10, b33, b32);
    if (thread == 0) f37(b9, b30, b0 + 768, b0 + 6912, b0 + 6976, b22, b31, b0 + 7040, b9, b31, b30);
    if (thread == 0) f40(b0 + 768, b8, b0 + 6144, b0 + 512);
    if (thread == 0) f44(b8, b28, b0, b0 + 768, b0 + 6912, b0 + 6976, b22, b29, b0 + 7040, b8, b29, b28);
    if (thread == 0) f46(b0 + 2048, b0 + 6144, b0 + 4096, b0);
    if (thread == 0) f48(b7, b26, b0 + 4096, b0 + 6912, b0 + 6976, b22, b27, b0 + 7040, b7, b27, b26);
    meet();
    f51(b6, b24, b0 + 6656, b0 + 4096, b0 + 6912, b0 + 6976, b22, b25, b0 + 7040, b6, b25, b24, b0);
    meet();
  }
}

